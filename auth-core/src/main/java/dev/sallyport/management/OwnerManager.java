package dev.sallyport.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Manager of accounts and users, if Sallyport keeps them.
 *
 * <p>Does not check permissions of the caller; records the actor in the audit log, see {@link #as}.
 * Changes apply to the owner's keys from the next request in this JVM on: keys of a deactivated
 * user or account are denied until both are active again. Methods that change an account or a user
 * return empty if it does not exist. Every method throws {@link StoreException} if the store is
 * unavailable. Thread-safe.
 *
 * <pre>{@code
 * OwnerManager owners = sallyport.ownerManager().as(AuditContext.of("ada", address));
 * owners.deactivateUser(new Owner("acme", "bob"));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface OwnerManager {
  /**
   * Minimum length of a password, in characters (NIST SP 800-63B-4 section 3.1.1.2, as one of two
   * factors).
   */
  int MIN_PASSWORD = 8;

  /** Maximum length of a password, in characters. */
  int MAX_PASSWORD = 1000;

  /** Returns this manager with another audit context for its changes. */
  OwnerManager as(AuditContext context);

  /** Finds an account by its id. */
  Optional<Account> account(String accountId);

  /** Finds a user by account id and user id. */
  Optional<User> user(Owner owner);

  /**
   * Returns several users.
   *
   * @param owners up to 1,000 owners
   * @return the users that exist, in any order
   */
  List<User> users(Collection<Owner> owners);

  /** Returns one page of accounts, sorted by id. */
  Page<Account> accounts(OwnerQuery query);

  /** Returns one page of users, sorted by user id and account id. */
  Page<User> users(OwnerQuery query);

  /**
   * Creates an account.
   *
   * @return false if the account id exists
   * @throws InvalidValueException if the id does not have the form of {@code account-id-format}
   */
  boolean createAccount(Account account);

  /**
   * Creates a user of an account, who cannot sign in, with a new incarnation, so that keys of an
   * earlier user with the same id do not work for it. The account {@value Owner#DEFAULT_ACCOUNT} is
   * created with its first user.
   *
   * @param user the user; its password hash and incarnation are ignored
   * @return false if the account has a user with this id or does not exist
   */
  boolean createUser(User user);

  /**
   * Creates a user with a password, as {@link #createUser(User)} does.
   *
   * @throws InvalidValueException if the password is too short or too long, or the user is a
   *     service
   */
  boolean createUser(User user, Secret password);

  /** Activates an account. */
  Optional<Account> activateAccount(String accountId);

  /** Deactivates an account, so that the keys of all its users are denied. */
  Optional<Account> deactivateAccount(String accountId);

  /** Activates a user. */
  Optional<User> activateUser(Owner owner);

  /** Deactivates a user, so that the user's keys are denied. */
  Optional<User> deactivateUser(Owner owner);

  /** Grants staff status, so that keys can be created for the user. */
  Optional<User> grantStaff(Owner owner);

  /**
   * Removes staff status, so that no more keys can be created for the user; existing keys keep
   * working.
   */
  Optional<User> removeStaff(Owner owner);

  /**
   * Deletes a user with its keys and their bindings; audit records are kept. The steps run in this
   * order, each in its own transaction: the user is deactivated, keys are unbound and deleted, the
   * user is deleted. If a step fails, all keys remain denied; repeat the call to complete the
   * deletion.
   *
   * <p>A key created concurrently is denied too, even if the user id is reused. The last binding of
   * a resource is kept, because the resource would otherwise be open.
   */
  Optional<OwnerDeletionResult> deleteUser(Owner owner);

  /**
   * Deletes an account with its resources, users and their keys; audit records are kept. The
   * account is deactivated first and deleted last. If a step fails, all keys remain denied; repeat
   * the call to complete the deletion.
   */
  Optional<OwnerDeletionResult> deleteAccount(String accountId);

  /**
   * Sets the password of a user, of which an Argon2id digest is stored.
   *
   * @param password {@value #MIN_PASSWORD} to {@value #MAX_PASSWORD} characters
   * @throws InvalidValueException if the password is too short or too long, or the user is a
   *     service
   */
  Optional<User> setPassword(Owner owner, Secret password);

  /**
   * Sets the password of a user unless it was changed meanwhile, as {@link #setPassword} does.
   *
   * @param expectedVersion {@link
   *     dev.sallyport.authentication.PasswordAuthenticator#passwordVersion version} of the password
   *     before
   * @return empty if there is no such user, or its password has another version
   */
  Optional<User> changePassword(Owner owner, String expectedVersion, Secret password);

  /** Removes the password of a user, so that the user cannot log in. */
  Optional<User> removePassword(Owner owner);

  /**
   * Records in the audit log that a user has signed in, for example at the console. Failed logins
   * are only published as events: unauthenticated clients must not fill the log, and people type
   * passwords into username fields.
   *
   * @return false if the user does not exist
   */
  boolean recordSignIn(Owner owner);

  /**
   * Records in the audit log that a user has signed out.
   *
   * @return false if the user does not exist
   */
  boolean recordSignOut(Owner owner);
}
