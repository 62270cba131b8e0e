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
 * Makes and changes accounts and users, where Sallyport keeps them.
 *
 * <p>Asks nobody whether the caller may do so, but writes down who did it: see {@link #as}. Keys
 * follow their owner from the next request in this JVM on: those of a user or an account that is
 * switched off are refused, and let in again when both are on. A change of what is not there
 * answers empty. Every method throws {@link StoreException} if the store could not be asked.
 * Thread-safe.
 */
public interface OwnerManager {
  /** The shortest password, in characters (NIST SP 800-63B-4 section 3.1.1.2, as one of two). */
  int MIN_PASSWORD = 8;

  /** The longest password, in characters. */
  int MAX_PASSWORD = 1000;

  /** The same manager, whose changes are written down as those of somebody. */
  OwnerManager as(AuditContext attribution);

  /** Finds an account by its number. */
  Optional<Account> account(String accountNumber);

  /** Finds a user by name, which belongs to one account only. */
  Optional<User> user(String username);

  /**
   * Several users by name.
   *
   * @param usernames up to 1,000
   * @return those that there are, in any order
   */
  List<User> users(Collection<String> usernames);

  /** One page of accounts, in the order of their numbers. */
  Page<Account> accounts(OwnerQuery query);

  /** One page of users, in the order of their names. */
  Page<User> users(OwnerQuery query);

  /**
   * Makes an account.
   *
   * @return false if the account number exists
   */
  boolean createAccount(Account account);

  /**
   * Makes a user of an account, with an incarnation of its own: keys of an earlier user of the same
   * name open nothing for it.
   *
   * @param password empty if the user is not to sign in; whatever hash and incarnation are in
   *     {@code user} are ignored
   * @return false if the username exists, in whatever account, or the account does not
   * @throws InvalidValueException if the password is too short or too long
   */
  boolean createUser(User user, Optional<Secret> password);

  Optional<Account> activateAccount(String accountNumber);

  /** Stops the keys of all users of the account. */
  Optional<Account> deactivateAccount(String accountNumber);

  Optional<User> activateUser(String username);

  /** Stops the user's keys. */
  Optional<User> deactivateUser(String username);

  /** Lets keys be made for the user. */
  Optional<User> promoteUser(String username);

  /** Lets no more keys be made for the user; those there are go on working. */
  Optional<User> demoteUser(String username);

  /**
   * Deletes a user with its keys and their bindings; the audit log stays. In this order, each step
   * in a transaction of its own: the user is deactivated, keys are unbound and deleted, the user is
   * deleted. If it fails between them all keys are denied, and calling it again does the rest.
   *
   * <p>A key that is being created meanwhile is denied too, and stays so if the username is taken
   * again. A resource that requires no other keys than those of the user keeps its last binding:
   * without one it would be open.
   */
  Optional<OwnerDeletionResult> deleteUser(String username);

  /**
   * Deletes an account with its resources, users and their keys; the audit log stays. The account
   * is deactivated first and deleted last. If it fails between, all keys are denied, and calling it
   * again does the rest.
   */
  Optional<OwnerDeletionResult> deleteAccount(String accountNumber);

  /**
   * Gives the user a password, of which an Argon2id digest is stored.
   *
   * @param password {@value #MIN_PASSWORD} to {@value #MAX_PASSWORD} characters
   * @throws InvalidValueException if the password is too short or too long
   */
  Optional<User> setPassword(String username, Secret password);

  /** Takes the user's password away, so that it cannot log in. */
  Optional<User> removePassword(String username);

  /**
   * Writes down in the audit log that a user has signed in, say at the console. Logins that failed
   * are events only: strangers must not fill the log, and people type passwords where names belong.
   *
   * @return false if there is no such user
   */
  boolean signedIn(Owner owner);

  /**
   * Writes down in the audit log that a user has signed out.
   *
   * @return false if there is no such user
   */
  boolean signedOut(Owner owner);
}
