package dev.sallyport.auth;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes and changes accounts and users, where Sallyport keeps them.
 *
 * <p>Asks nobody whether the caller may do so, but writes down who did it: see {@link
 * #attributedTo}. Keys follow their owner from the next request in this JVM on: those of a user or
 * an account that is switched off are refused, and let in again when both are on. A change of what
 * is not there answers empty. Every method throws {@link StoreException} if the store could not be
 * asked. Thread-safe.
 */
public final class OwnerManager {
  /** The shortest password, in characters (NIST SP 800-63B-4 section 3.1.1.2, as one of two). */
  public static final int MIN_PASSWORD = 8;

  /** The longest password, in characters. */
  public static final int MAX_PASSWORD = 1000;

  private final OwnerRegistry registry;
  private final TokenManager keys;
  private final Optional<ResourceManager> resources;
  private final News news;
  private final Events events;
  private final Clock clock;
  private final Attribution attribution;
  private final Digester passwords = RegistryPasswords.digester();

  OwnerManager(
      OwnerRegistry registry,
      TokenManager keys,
      Optional<ResourceManager> resources,
      News news,
      Events events,
      Clock clock,
      Attribution attribution) {
    this.registry = registry;
    this.keys = keys.attributedTo(attribution);
    this.resources = resources.map(it -> it.attributedTo(attribution));
    this.news = news;
    this.events = events;
    this.clock = clock;
    this.attribution = attribution;
  }

  /** The same manager, whose changes are written down as those of somebody. */
  public OwnerManager attributedTo(Attribution attribution) {
    return new OwnerManager(registry, keys, resources, news, events, clock, attribution);
  }

  /** Finds an account by its number. */
  public Optional<Account> account(String accountNumber) {
    return registry.findAccount(accountNumber);
  }

  /** Finds a user by name, which belongs to one account only. */
  public Optional<User> user(String username) {
    return registry.findUser(username);
  }

  /**
   * Several users by name.
   *
   * @param usernames up to 1,000
   * @return those that there are, in any order
   */
  public List<User> users(Collection<String> usernames) {
    return registry.findUsers(usernames);
  }

  /** One page of accounts, in the order of their numbers. */
  public Page<Account> accounts(OwnerQuery query) {
    return registry.listAccounts(query);
  }

  /** One page of users, in the order of their names. */
  public Page<User> users(OwnerQuery query) {
    return registry.listUsers(query);
  }

  /**
   * Makes an account.
   *
   * @return false if the account number exists
   */
  public boolean createAccount(Account account) {
    AuditRecord record = record("account.created", account, AuditText.of((Account) null, account));
    return told(registry.insertAccount(account, List.of(record)), record);
  }

  /**
   * Makes a user of an account, with an incarnation of its own: keys of an earlier user of the same
   * name open nothing for it.
   *
   * @param password empty if the user is not to sign in; whatever hash and incarnation are in
   *     {@code user} are ignored
   * @return false if the username exists, in whatever account, or the account does not
   * @throws OutOfBoundsException if the password is too short or too long
   */
  public boolean createUser(User user, Optional<Secret> password) {
    User made =
        user.passwordHash(password.map(this::hash).orElse(null))
            .incarnation(UUID.randomUUID().toString());
    AuditRecord record = record("user.created", made, AuditText.of((User) null, made));
    return told(registry.insertUser(made, List.of(record)), record);
  }

  public Optional<Account> activateAccount(String accountNumber) {
    return changeAccount("account.activated", accountNumber, it -> it.active(true));
  }

  /** Stops the keys of all users of the account. */
  public Optional<Account> deactivateAccount(String accountNumber) {
    return changeAccount("account.deactivated", accountNumber, it -> it.active(false));
  }

  public Optional<User> activateUser(String username) {
    return changeUser("user.activated", username, it -> it.active(true));
  }

  /** Stops the user's keys. */
  public Optional<User> deactivateUser(String username) {
    return changeUser("user.deactivated", username, it -> it.active(false));
  }

  /** Lets keys be made for the user. */
  public Optional<User> promoteUser(String username) {
    return changeUser("user.promoted", username, it -> it.staff(true));
  }

  /** Lets no more keys be made for the user; those there are go on working. */
  public Optional<User> demoteUser(String username) {
    return changeUser("user.demoted", username, it -> it.staff(false));
  }

  /**
   * Deletes a user with its keys and their bindings; the audit log stays. In this order, each step
   * in a transaction of its own: the user is deactivated, keys are unbound and deleted, the user is
   * deleted. If it fails between them all keys are denied, and calling it again does the rest.
   *
   * <p>A key that is being created meanwhile is denied too, and stays so if the username is taken
   * again. A resource that requires no other keys than those of the user keeps its last binding:
   * without one it would be open.
   */
  public Optional<OwnerDeletion> deleteUser(String username) {
    return removal().deleteUser(username);
  }

  /**
   * Deletes an account with its resources, users and their keys; the audit log stays. The account
   * is deactivated first and deleted last. If it fails between, all keys are denied, and calling it
   * again does the rest.
   */
  public Optional<OwnerDeletion> deleteAccount(String accountNumber) {
    return removal().deleteAccount(accountNumber);
  }

  private OwnerRemoval removal() {
    return new OwnerRemoval(this, registry, keys, resources);
  }

  /** Has a user removed from the registry. */
  boolean remove(User user) {
    return removed(
        new Change.OfUser(user.owner().username()),
        record("user.deleted", user, AuditText.of(user, (User) null)),
        records -> registry.deleteUser(user, records));
  }

  /** Has an account removed from the registry. */
  boolean remove(Account account) {
    return removed(
        new Change.OfAccount(account.accountNumber()),
        record("account.deleted", account, AuditText.of(account, (Account) null)),
        records -> registry.deleteAccount(account, records));
  }

  private boolean removed(
      Change change, AuditRecord record, Predicate<List<AuditRecord>> deletion) {
    boolean done;
    try {
      done = deletion.test(List.of(record));
    } finally { // also if it failed: it may have been done all the same
      news.tell(change);
    }
    return told(done, record);
  }

  /**
   * Gives the user a password, of which an Argon2id digest is stored.
   *
   * @param password {@value #MIN_PASSWORD} to {@value #MAX_PASSWORD} characters
   * @throws OutOfBoundsException if the password is too short or too long
   */
  public Optional<User> setPassword(String username, Secret password) {
    String hash = hash(password);
    return changeUser("user.password-set", username, it -> it.passwordHash(hash));
  }

  /** Takes the user's password away, so that it cannot log in. */
  public Optional<User> removePassword(String username) {
    return changeUser("user.password-removed", username, it -> it.passwordHash(null));
  }

  /**
   * Writes down in the audit log that a user has signed in, say at the console. Logins that failed
   * are events only: strangers must not fill the log, and people type passwords where names belong.
   *
   * @return false if there is no such user
   */
  public boolean signedIn(Owner owner) {
    return note("user.signed-in", owner);
  }

  /**
   * Writes down in the audit log that a user has signed out.
   *
   * @return false if there is no such user
   */
  public boolean signedOut(Owner owner) {
    return note("user.signed-out", owner);
  }

  private boolean note(String action, Owner owner) {
    for (int attempt = 0; attempt < TokenManager.MAX_ATTEMPTS; attempt++) {
      Optional<User> user =
          registry.findUser(owner.username()).filter(it -> it.owner().equals(owner));
      if (user.isEmpty()) {
        return false;
      }
      User same = user.get();
      AuditRecord record = record(action, same, AuditText.of(same, same));
      if (registry.replaceUser(same, same, List.of(record))) {
        return true;
      }
    }
    throw new StoreException("user %s was changed by others all the time".formatted(owner));
  }

  private String hash(Secret password) {
    Secret normalized = RegistryPasswords.normalized(password);
    String text = normalized.reveal();
    int length = text.codePointCount(0, text.length());
    if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
      throw new OutOfBoundsException(
          "a password has " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
    }
    return passwords.digest(normalized);
  }

  private Optional<Account> changeAccount(
      String action, String accountNumber, UnaryOperator<Account> edit) {
    return change(
        "account " + accountNumber,
        () -> registry.findAccount(accountNumber),
        edit,
        (before, after) -> record(action, after, AuditText.of(before, after)),
        registry::replaceAccount,
        new Change.OfAccount(accountNumber));
  }

  private Optional<User> changeUser(String action, String username, UnaryOperator<User> edit) {
    return change(
        "user " + username,
        () -> registry.findUser(username),
        edit,
        (before, after) -> record(action, after, AuditText.of(before, after)),
        registry::replaceUser,
        new Change.OfUser(username));
  }

  /** Overwrites what is stored, unless it is so already, and again if somebody else was faster. */
  private <T> Optional<T> change(
      String what,
      Supplier<Optional<T>> find,
      UnaryOperator<T> edit,
      BiFunction<T, T, AuditRecord> recording,
      Replacement<T> replacement,
      Change change) {
    for (int attempt = 0; attempt < TokenManager.MAX_ATTEMPTS; attempt++) {
      Optional<T> stored = find.get();
      Optional<T> changed = stored.map(edit);
      if (changed.equals(stored)) {
        return stored;
      }
      T before = stored.orElseThrow();
      T after = changed.orElseThrow();
      AuditRecord record = recording.apply(before, after);
      boolean done;
      try {
        done = replacement.replace(before, after, List.of(record));
      } finally { // also if it failed: nobody knows whether it was done all the same
        news.tell(change);
      }
      if (told(done, record)) {
        return changed;
      }
    }
    throw changedByOthers(what);
  }

  static StoreException changedByOthers(String what) {
    return new StoreException(what + " was changed by others all the time; try again");
  }

  /** Compare and set, with what the audit log says of it. */
  @FunctionalInterface
  private interface Replacement<T> {
    boolean replace(T before, T after, List<AuditRecord> records);
  }

  private boolean told(boolean done, AuditRecord record) {
    if (done) {
      events.tell(
          new Event.OwnerChanged(record.at(), record.action(), record.subject(), attribution));
    }
    return done;
  }

  private AuditRecord record(String action, Account account, AuditText text) {
    return record(action, "account:" + account.accountNumber(), text);
  }

  private AuditRecord record(String action, User user, AuditText text) {
    return record(action, "user:" + user.owner().username(), text);
  }

  private AuditRecord record(String action, String subject, AuditText text) {
    return AuditRecord.of(
        clock.instant(), action, subject, attribution, text.before(), text.after());
  }
}
