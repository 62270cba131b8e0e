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
 * An {@link OwnerDirectory} that Sallyport itself keeps, for hosts without users of their own.
 *
 * <p>Like {@link ApiKeyStore} it only stores; {@code OwnerRegistryContract} binds implementations.
 * Every method throws {@link StoreException} if the answer could not be found out.
 */
public interface OwnerRegistry extends OwnerDirectory {
  /** The longest name of an account and email of a user, in characters. */
  int MAX_TEXT = 255;

  /** Finds an account by its number. */
  Optional<Account> findAccount(String accountNumber);

  /** Finds a user by name, which belongs to one account only; compared exactly. */
  Optional<User> findUser(String username);

  /**
   * The same for many at once, which a registry should find in one round trip.
   *
   * @param usernames up to 1,000, each compared exactly
   * @return those that there are, in any order
   */
  default List<User> findUsers(Collection<String> usernames) {
    return usernames.stream().distinct().flatMap(it -> findUser(it).stream()).toList();
  }

  /** {@inheritDoc} One round trip for the users and one for each account. */
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

  /** Returns what is known of a user of an account. */
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
   * One page of accounts, in the order of their numbers.
   *
   * @param query an account number among its conditions is that of the account itself
   */
  Page<Account> listAccounts(OwnerQuery query);

  /** One page of users, in the order of their names, character by character. */
  Page<User> listUsers(OwnerQuery query);

  /**
   * Adds an account, together with what the audit log says of it.
   *
   * @return false, with nothing changed, if the account number exists
   */
  boolean insertAccount(Account account, List<AuditRecord> records);

  /**
   * Overwrites an account, together with what the audit log says of it.
   *
   * @param before what it must still be, {@code after} with the same account number
   * @return false, with nothing changed, if it is otherwise or gone
   */
  boolean replaceAccount(Account before, Account after, List<AuditRecord> records);

  /**
   * Adds a user to an account that exists, together with what the audit log says of it. A username
   * belongs to one account only.
   *
   * @return false, with nothing changed, if the username exists or the account does not
   */
  boolean insertUser(User user, List<AuditRecord> records);

  /**
   * Overwrites a user, together with what the audit log says of it.
   *
   * @param before what it must still be, {@code after} with the same owner and incarnation
   * @return false, with nothing changed, if it is otherwise or gone
   */
  boolean replaceUser(User before, User after, List<AuditRecord> records);

  /**
   * Removes a user, together with what the audit log says of it. Keys stay: end them before.
   *
   * @param before what it must still be
   * @return false, with nothing changed, if it is otherwise or gone
   */
  boolean deleteUser(User before, List<AuditRecord> records);

  /**
   * Removes an account that has no users, together with what the audit log says of it.
   *
   * <p>Holds whatever others do at the same time: of those who remove an account and add a user to
   * it one gets false.
   *
   * @param before what it must still be
   * @return false, with nothing changed, if it is otherwise or gone, or has a user
   */
  boolean deleteAccount(Account before, List<AuditRecord> records);

  /** Adds an account of which the audit log says nothing. */
  default boolean insertAccount(Account account) {
    return insertAccount(account, List.of());
  }

  /** Adds a user of whom the audit log says nothing. */
  default boolean insertUser(User user) {
    return insertUser(user, List.of());
  }

  /**
   * A tenant.
   *
   * @param accountNumber {@code ####-####-####}
   * @param name what people call it, up to 255 characters, may be empty
   * @param active whether its keys work
   */
  record Account(String accountNumber, String name, boolean active) {
    public Account {
      Owner.requireAccountNumber(accountNumber);
      TextRules.require("name", name, 0, MAX_TEXT);
    }

    public Account active(boolean active) {
      return new Account(accountNumber, name, active);
    }
  }

  /**
   * A person of an account.
   *
   * @param owner account number and username
   * @param email up to 255 characters, may be empty
   * @param active whether the user's keys work
   * @param staff whether keys may be made for the user; {@link #STAFF_BY_DEFAULT} where its maker
   *     does not say
   * @param passwordHashOrNull a digest in OWASP's Argon2id profile; null if the user cannot sign in
   * @param incarnation what tells the user from an earlier one of the same name: see {@link
   *     OwnerStatus}; null if it has none
   */
  record User(
      Owner owner,
      String email,
      boolean active,
      boolean staff,
      @Nullable String passwordHashOrNull,
      @Nullable String incarnation) {
    /**
     * No: it is a right that is given by name, as Django's {@code is_staff} is. Staff may have keys
     * and sign in at the console.
     */
    public static final boolean STAFF_BY_DEFAULT = false;

    public User {
      TextRules.require("email", email, 0, MAX_TEXT);
      Owner.requireIncarnation(incarnation);
    }

    /** Without an incarnation. */
    public User(
        Owner owner,
        String email,
        boolean active,
        boolean staff,
        @Nullable String passwordHashOrNull) {
      this(owner, email, active, staff, passwordHashOrNull, null);
    }

    public User active(boolean active) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    public User staff(boolean staff) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    /** Null: the user cannot sign in. */
    public User passwordHash(@Nullable String passwordHash) {
      return new User(owner, email, active, staff, passwordHash, incarnation);
    }

    /** Null: nothing tells the user from an earlier one of the same name. */
    public User incarnation(@Nullable String incarnation) {
      return new User(owner, email, active, staff, passwordHashOrNull, incarnation);
    }

    @Override
    public String toString() {
      return "User[owner=%s, active=%s, staff=%s]".formatted(owner, active, staff);
    }
  }
}
