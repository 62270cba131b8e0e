package dev.sallyport.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.internal.Sha256;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.key.TextRules;
import dev.sallyport.key.UserKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
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
 * registry.insertAccount(new OwnerRegistry.Account("acme", "ACME", true));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface OwnerRegistry extends OwnerDirectory {
  /** Maximum length of an account's name and a user's email address, in characters. */
  int MAX_TEXT = 255;

  /** Finds an account by its id, compared exactly. */
  Optional<Account> findAccount(String accountId);

  /** Finds a user by account id and user id, compared exactly. */
  Optional<User> findUser(Owner owner);

  /**
   * Finds several users. A registry should override this to take one round trip.
   *
   * @param owners up to 1,000 owners, compared exactly
   * @return the users that exist, in any order
   */
  default List<User> findUsers(Collection<Owner> owners) {
    return owners.stream().distinct().flatMap(it -> findUser(it).stream()).toList();
  }

  /** {@inheritDoc} Takes one round trip for the users and one for each account. */
  @Override
  default Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Map<String, Optional<Account>> accounts = new HashMap<>();
    Map<Owner, OwnerProfile> found = new HashMap<>();
    for (User user : findUsers(owners)) {
      accounts
          .computeIfAbsent(user.owner().accountId(), this::findAccount)
          .ifPresent(
              account -> found.put(user.owner(), new UserInAccount(account, user).profile()));
    }
    return found;
  }

  /** Finds a user and its account, compared exactly, in one round trip. */
  Optional<UserInAccount> findInAccount(Owner owner);

  @Override
  default Optional<OwnerProfile> find(Owner owner) {
    return findInAccount(owner).map(UserInAccount::profile);
  }

  /**
   * Finds a person by user id alone, compared exactly.
   *
   * @return empty if there is no such person, or persons in several accounts have the id
   */
  default Optional<User> findPerson(String userId) {
    if (!Owner.isUserId(userId)) {
      return Optional.empty(); // a database may reject it
    }
    // The usual page, so that one and several users take the same queries.
    Page<User> page = listUsers(OwnerQuery.all().ofUser(userId));
    List<User> persons =
        page.items().stream()
            .filter(it -> it.isPerson() && it.owner().userId().equals(userId))
            .toList();
    boolean isWhole = page.total() == page.items().size(); // others may have the id as well
    return isWhole && persons.size() == 1 ? Optional.of(persons.get(0)) : Optional.empty();
  }

  /** {@inheritDoc} Services are not found. */
  @Override
  default Optional<Owner> findByUserId(String userId) {
    return findPerson(userId).map(User::owner);
  }

  /**
   * Returns one page of accounts, sorted by id, character by character.
   *
   * @param query an account id in it is that of the account itself
   */
  Page<Account> listAccounts(OwnerQuery query);

  /** Returns one page of users, sorted by user id and account id, character by character. */
  Page<User> listUsers(OwnerQuery query);

  /**
   * Adds an account with audit records.
   *
   * @return false, with nothing changed, if the account id exists
   */
  boolean insertAccount(Account account, List<AuditRecord> records);

  /**
   * Replaces an account, with audit records.
   *
   * @param before expected state
   * @param after new state, with the same account id
   * @return false, with nothing changed, if the stored state is different or missing
   */
  boolean replaceAccount(Account before, Account after, List<AuditRecord> records);

  /**
   * Adds a user to an existing account, with audit records.
   *
   * @return false, with nothing changed, if the account has a user with this id or does not exist
   */
  boolean insertUser(User user, List<AuditRecord> records);

  /**
   * Replaces a user, with audit records.
   *
   * @param before expected state
   * @param after new state, with the same owner, kind and incarnation
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
   * @param accountId account id, see {@link Owner}
   * @param name display name, up to 255 characters, may be empty
   * @param active whether the account is active
   */
  record Account(String accountId, String name, boolean active) {
    public Account {
      Owner.requireAccountId(accountId);
      TextRules.require("name", name, 0, MAX_TEXT);
    }

    /** Returns this account with another active state. */
    public Account active(boolean active) {
      return new Account(accountId, name, active);
    }
  }

  /** User with its account. */
  record UserInAccount(Account account, User user) {
    /** Returns the profile of the user. */
    public OwnerProfile profile() {
      OwnerStatus status =
          new OwnerStatus(account.active(), user.active(), user.staff(), user.incarnation());
      return new OwnerProfile(user.owner(), account.name(), user.email(), status);
    }
  }

  /**
   * User of an account.
   *
   * @param owner account id and user id
   * @param kind person or service
   * @param email email address, up to 255 characters, may be empty
   * @param active whether the user is active
   * @param staff whether keys may be created for the user; the default is {@link #STAFF_BY_DEFAULT}
   * @param passwordHash digest with OWASP's Argon2id profile; null if the user cannot sign in
   * @param incarnation value that distinguishes the user from an earlier one of the same id: see
   *     {@link OwnerStatus}; null if there is none
   */
  record User(
      Owner owner,
      UserKind kind,
      String email,
      boolean active,
      boolean staff,
      @Nullable String passwordHash,
      @Nullable String incarnation) {
    /**
     * Default staff status of persons: false, because it is granted explicitly, as Django's {@code
     * is_staff} is. Staff users may have keys and sign in at the console.
     */
    public static final boolean STAFF_BY_DEFAULT = false;

    /**
     * Validates the components.
     *
     * @throws InvalidValueException if a component does not have its form, or a service has a
     *     password
     */
    public User {
      TextRules.require("email", email, 0, MAX_TEXT);
      Owner.requireIncarnation(incarnation);
      if (kind == UserKind.SERVICE && passwordHash != null) {
        throw new InvalidValueException("a service cannot have a password");
      }
    }

    /**
     * Returns the SHA-256 of the stored digest, which is salted, so that setting the same password
     * again changes it too; null if the user has no password.
     */
    public @Nullable String passwordVersion() {
      return passwordHash == null
          ? null
          : HexFormat.of().formatHex(Sha256.newDigest().digest(passwordHash.getBytes(UTF_8)));
    }

    /** Returns an active person without email address and password, staff or not by default. */
    public static User person(Owner owner) {
      return new User(owner, UserKind.PERSON, "", true, STAFF_BY_DEFAULT, null, null);
    }

    /** Returns an active service, for which keys may be created. */
    public static User service(Owner owner) {
      return new User(owner, UserKind.SERVICE, "", true, true, null, null);
    }

    /** Returns whether the user is a person, who may have a password. */
    public boolean isPerson() {
      return kind == UserKind.PERSON;
    }

    /** Returns this user with another email address. */
    public User email(String email) {
      return new User(owner, kind, email, active, staff, passwordHash, incarnation);
    }

    /** Returns this user with another active state. */
    public User active(boolean active) {
      return new User(owner, kind, email, active, staff, passwordHash, incarnation);
    }

    /** Returns this user with another staff status. */
    public User staff(boolean staff) {
      return new User(owner, kind, email, active, staff, passwordHash, incarnation);
    }

    /**
     * Returns this user with a password digest; null if the user cannot sign in.
     *
     * @throws InvalidValueException if a service would have a password
     */
    public User passwordHash(@Nullable String passwordHash) {
      return new User(owner, kind, email, active, staff, passwordHash, incarnation);
    }

    /** Returns this user with an incarnation; null for none. */
    public User incarnation(@Nullable String incarnation) {
      return new User(owner, kind, email, active, staff, passwordHash, incarnation);
    }

    @Override
    public String toString() {
      return "User[owner=%s, kind=%s, active=%s, staff=%s]".formatted(owner, kind, active, staff);
    }
  }
}
