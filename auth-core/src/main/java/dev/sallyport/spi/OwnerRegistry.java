package dev.sallyport.spi;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.key.TextRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Owner directory that Sallyport keeps itself, for hosts without their own users.
 *
 * <p>Like {@link ApiKeyStore}, it only stores. Implementations must pass {@code
 * OwnerRegistryContract}. Every method throws {@link StoreException} if the store is unavailable.
 *
 * <pre>{@code
 * registry.insertAccount(new OwnerRegistry.Account("1234-5678-9012", "ACME", true));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface OwnerRegistry extends OwnerDirectory {
  /** Maximum length of an account's name and a user's email address, in characters. */
  int MAX_TEXT = 255;

  /** Finds an account by its number. */
  Optional<Account> findAccount(String accountNumber);

  /** Finds a user by name, compared exactly; usernames are unique across accounts. */
  Optional<User> findUser(String username);

  /**
   * Finds several users by name. A registry should override this to take one round trip.
   *
   * @param usernames up to 1,000 usernames, compared exactly
   * @return the users that exist, in any order
   */
  default List<User> findUsers(Collection<String> usernames) {
    return usernames.stream().distinct().flatMap(it -> findUser(it).stream()).toList();
  }

  /** {@inheritDoc} Takes one round trip for the users and one for each account. */
  @Override
  default Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Map<String, Optional<Account>> accounts = new HashMap<>();
    Map<Owner, OwnerProfile> found = new HashMap<>();
    for (User user : findUsers(owners.stream().map(Owner::username).toList())) {
      if (owners.contains(user.owner())) {
        accounts
            .computeIfAbsent(user.owner().accountNumber(), this::findAccount)
            .ifPresent(account -> found.put(user.owner(), profile(account, user)));
      }
    }
    return found;
  }

  /** Returns the profile of a user of an account. */
  static OwnerProfile profile(Account account, User user) {
    OwnerStatus status =
        new OwnerStatus(account.active(), user.active(), user.staff(), user.incarnation());
    return new OwnerProfile(user.owner(), account.name(), user.email(), status);
  }

  @Override
  default Optional<Owner> findByUsername(String username) {
    return findUser(username).map(User::owner);
  }

  /**
   * Returns one page of accounts, sorted by number.
   *
   * @param query an account number in it is that of the account itself
   */
  Page<Account> listAccounts(OwnerQuery query);

  /** Returns one page of users, sorted by name, character by character. */
  Page<User> listUsers(OwnerQuery query);

  /**
   * Adds an account with audit records.
   *
   * @return false, with nothing changed, if the account number exists
   */
  boolean insertAccount(Account account, List<AuditRecord> records);

  /**
   * Replaces an account, with audit records.
   *
   * @param before expected state
   * @param after new state, with the same account number
   * @return false, with nothing changed, if the stored state is different or missing
   */
  boolean replaceAccount(Account before, Account after, List<AuditRecord> records);

  /**
   * Adds a user to an existing account, with audit records. Usernames are unique across accounts.
   *
   * @return false, with nothing changed, if the username exists or the account does not
   */
  boolean insertUser(User user, List<AuditRecord> records);

  /**
   * Replaces a user, with audit records.
   *
   * @param before expected state
   * @param after new state, with the same owner and incarnation
   * @return false, with nothing changed, if the stored state is different or missing
   */
  boolean replaceUser(User before, User after, List<AuditRecord> records);

  /**
   * Deletes a user, with audit records. Keys are not deleted: delete them before.
   *
   * @param before expected state
   * @return false, with nothing changed, if the stored state is different or missing
   */
  boolean deleteUser(User before, List<AuditRecord> records);

  /**
   * Deletes an account without users, with audit records.
   *
   * <p>Holds under concurrency: if one call deletes an account and another adds a user to it, one
   * of them returns false.
   *
   * @param before expected state
   * @return false, with nothing changed, if the stored state is different or missing, or the
   *     account has a user
   */
  boolean deleteAccount(Account before, List<AuditRecord> records);

  /** Adds an account without an audit record. */
  default boolean insertAccount(Account account) {
    return insertAccount(account, List.of());
  }

  /** Adds a user without an audit record. */
  default boolean insertUser(User user) {
    return insertUser(user, List.of());
  }

  /**
   * Account of a tenant.
   *
   * @param accountNumber {@code ####-####-####}
   * @param name display name, up to 255 characters, may be empty
   * @param active whether the account is active
   */
  record Account(String accountNumber, String name, boolean active) {
    public Account {
      Owner.requireAccountNumber(accountNumber);
      TextRules.require("name", name, 0, MAX_TEXT);
    }

    /** Returns this account with another active state. */
    public Account active(boolean active) {
      return new Account(accountNumber, name, active);
    }
  }

  /**
   * User of an account.
   *
   * @param owner account number and username
   * @param email email address, up to 255 characters, may be empty
   * @param active whether the user is active
   * @param staff whether keys may be created for the user; the default is {@link #STAFF_BY_DEFAULT}
   * @param passwordHashOrNull digest with OWASP's Argon2id profile; null if the user cannot sign in
   * @param incarnation value that distinguishes the user from an earlier one of the same name: see
   *     {@link OwnerStatus}; null if there is none
   */
  record User(
      Owner owner,
      String email,
      boolean active,
      boolean staff,
      @Nullable String passwordHashOrNull,
      @Nullable String incarnation) {
    /**
     * Default staff status: false, because it is granted explicitly, as Django's {@code is_staff}
     * is. Staff users may have keys and sign in at the console.
     */
    public static final boolean STAFF_BY_DEFAULT = false;

    public User {
      TextRules.require("email", email, 0, MAX_TEXT);
      Owner.requireIncarnation(incarnation);
    }

    /** Creates a user without an incarnation. */
    public User(
        Owner owner,
        String email,
        boolean active,
        boolean staff,
        @Nullable String passwordHashOrNull) {
      this(owner, email, active, staff, passwordHashOrNull, null);
    }

    /** Returns this user with another active state. */
    public User active(boolean active) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    /** Returns this user with another staff status. */
    public User staff(boolean staff) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    /** Returns this user with a password digest; null if the user cannot sign in. */
    public User passwordHash(@Nullable String passwordHash) {
      return new User(owner, email, active, staff, passwordHash, incarnation);
    }

    /** Returns this user with an incarnation; null for none. */
    public User incarnation(@Nullable String incarnation) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    @Override
    public String toString() {
      return "User[owner=%s, active=%s, staff=%s]".formatted(owner, active, staff);
    }
  }
}
