package dev.sallyport.internal.management;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.event.Event;
import dev.sallyport.internal.authentication.RegistryPasswordDirectory;
import dev.sallyport.internal.change.AuditText;
import dev.sallyport.internal.change.InvalidationPublisher;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.key.AccountIdFormat;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.OwnerDeletionResult;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Implementation of {@link OwnerManager} over a store. */
public record DefaultOwnerManager(
    OwnerRegistry registry,
    AccountIdFormat accountIdFormat,
    DefaultApiKeyManager keys,
    Optional<DefaultResourceManager> resources,
    SessionStore sessions,
    InvalidationPublisher invalidations,
    EventPublisher events,
    Clock clock,
    AuditContext context)
    implements OwnerManager {
  @Override
  public OwnerManager as(AuditContext context) {
    return new DefaultOwnerManager(
        registry,
        accountIdFormat,
        keys.as(context),
        resources.map(it -> it.as(context)),
        sessions,
        invalidations,
        events,
        clock,
        context);
  }

  @Override
  public Optional<Account> account(String accountId) {
    // invalid ids are not looked up: a database may reject them
    return Owner.isAccountId(accountId) ? registry.findAccount(accountId) : Optional.empty();
  }

  @Override
  public Optional<User> user(Owner owner) {
    return registry.findUser(owner);
  }

  @Override
  public List<User> users(Collection<Owner> owners) {
    return registry.findUsers(owners);
  }

  @Override
  public Page<Account> accounts(OwnerQuery query) {
    return registry.listAccounts(query.ofUser(null));
  }

  @Override
  public Page<User> users(OwnerQuery query) {
    return registry.listUsers(query);
  }

  @Override
  public boolean createAccount(Account account) {
    accountIdFormat.require(account.accountId());
    AuditRecord record = record("account.created", account, AuditText.of((Account) null, account));
    return published(registry.insertAccount(account, List.of(record)), record);
  }

  @Override
  public boolean createUser(User user) {
    return createUser(user, Optional.empty());
  }

  @Override
  public boolean createUser(User user, Secret password) {
    return createUser(user, Optional.of(password));
  }

  private boolean createUser(User user, Optional<Secret> password) {
    User created =
        user.passwordHash(password.map(this::hash).orElse(null))
            .incarnation(UUID.randomUUID().toString());
    if (user.owner().accountId().equals(Owner.DEFAULT_ACCOUNT)
        && registry.findAccount(Owner.DEFAULT_ACCOUNT).isEmpty()) {
      createAccount(new Account(Owner.DEFAULT_ACCOUNT, "", true));
    }
    AuditRecord record = record("user.created", created, AuditText.of((User) null, created));
    return published(registry.insertUser(created, List.of(record)), record);
  }

  @Override
  public Optional<Account> activateAccount(String accountId) {
    return changeAccount("account.activated", accountId, it -> it.active(true));
  }

  @Override
  public Optional<Account> deactivateAccount(String accountId) {
    return changeAccount("account.deactivated", accountId, it -> it.active(false));
  }

  @Override
  public Optional<User> activateUser(Owner owner) {
    return changeUser("user.activated", owner, it -> it.active(true));
  }

  @Override
  public Optional<User> deactivateUser(Owner owner) {
    return changeUser("user.deactivated", owner, it -> it.active(false));
  }

  @Override
  public Optional<User> grantStaff(Owner owner) {
    return changeUser("user.promoted", owner, it -> it.staff(true));
  }

  @Override
  public Optional<User> removeStaff(Owner owner) {
    return changeUser("user.demoted", owner, it -> it.staff(false));
  }

  @Override
  public Optional<OwnerDeletionResult> deleteUser(Owner owner) {
    return removal().deleteUser(owner);
  }

  @Override
  public Optional<OwnerDeletionResult> deleteAccount(String accountId) {
    return removal().deleteAccount(accountId);
  }

  private OwnerRemoval removal() {
    return new OwnerRemoval(this, registry, keys, resources, sessions);
  }

  /** Deletes a user from the registry. */
  boolean remove(User user) {
    return changed(
        new Invalidation.OfUser(user.owner()),
        record("user.deleted", user, AuditText.of(user, (User) null)),
        records -> registry.deleteUser(user, records));
  }

  /** Deletes an account from the registry. */
  boolean remove(Account account) {
    return changed(
        new Invalidation.OfAccount(account.accountId()),
        record("account.deleted", account, AuditText.of(account, (Account) null)),
        records -> registry.deleteAccount(account, records));
  }

  private boolean changed(
      Invalidation change, AuditRecord record, Predicate<List<AuditRecord>> write) {
    boolean done;
    try {
      done = write.test(List.of(record));
    } finally { // also after a failure: it may have been stored
      invalidations.publish(change);
    }
    return published(done, record);
  }

  @Override
  public Optional<User> setPassword(Owner owner, Secret password) {
    String hash = hash(password);
    return changeUser("user.password-set", owner, it -> it.passwordHash(hash));
  }

  @Override
  public Optional<User> changePassword(Owner owner, String expectedVersion, Secret password) {
    String hash = hash(password);
    return changeUser(
            "user.password-set",
            owner,
            it -> expectedVersion.equals(it.passwordVersion()) ? it.passwordHash(hash) : it)
        .filter(it -> hash.equals(it.passwordHash()));
  }

  @Override
  public Optional<User> removePassword(Owner owner) {
    return changeUser("user.password-removed", owner, it -> it.passwordHash(null));
  }

  @Override
  public boolean recordSignIn(Owner owner) {
    return recordSession("user.signed-in", owner);
  }

  @Override
  public boolean recordSignOut(Owner owner) {
    return recordSession("user.signed-out", owner);
  }

  private boolean recordSession(String action, Owner owner) {
    return Retry.until(
        "record the session of user " + owner,
        () -> {
          Optional<User> user = registry.findUser(owner);
          return user.isEmpty() || user.filter(same -> isRecorded(action, same)).isPresent()
              ? Optional.of(user.isPresent())
              : Optional.empty();
        });
  }

  private boolean isRecorded(String action, User same) {
    AuditRecord record = record(action, same, AuditText.of(same, same));
    return registry.replaceUser(same, same, List.of(record));
  }

  private String hash(Secret password) {
    Secret normalized = RegistryPasswordDirectory.normalized(password);
    String text = normalized.reveal();
    int length = text.codePointCount(0, text.length());
    if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
      throw new InvalidValueException(
          "the password must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
    }
    return RegistryPasswordDirectory.digester().digest(normalized);
  }

  private Optional<Account> changeAccount(
      String action, String accountId, UnaryOperator<Account> edit) {
    return change(
        "account " + accountId,
        () -> account(accountId),
        edit,
        (before, after) -> record(action, after, AuditText.of(before, after)),
        registry::replaceAccount,
        new Invalidation.OfAccount(accountId));
  }

  private Optional<User> changeUser(String action, Owner owner, UnaryOperator<User> edit) {
    return change(
        "user " + owner,
        () -> registry.findUser(owner),
        edit,
        (before, after) -> record(action, after, AuditText.of(before, after)),
        registry::replaceUser,
        new Invalidation.OfUser(owner));
  }

  /**
   * Replaces the stored object unless it is already as requested, and repeats this after a
   * concurrent change.
   */
  private <T> Optional<T> change(
      String what,
      Supplier<Optional<T>> find,
      UnaryOperator<T> edit,
      BiFunction<T, T, AuditRecord> recording,
      Replacement<T> replacement,
      Invalidation change) {
    return Retry.until(
        "update " + what,
        () -> {
          Optional<T> stored = find.get();
          Optional<T> changed = stored.map(edit);
          if (changed.equals(stored)) {
            return Optional.of(stored);
          }
          T before = stored.orElseThrow();
          T after = changed.orElseThrow();
          AuditRecord record = recording.apply(before, after);
          boolean done = changed(change, record, it -> replacement.replace(before, after, it));
          return done ? Optional.of(changed) : Optional.empty();
        });
  }

  /** Compare-and-set of a stored object, with audit records. */
  @FunctionalInterface
  private interface Replacement<T> {
    boolean replace(T before, T after, List<AuditRecord> records);
  }

  private boolean published(boolean done, AuditRecord record) {
    if (done) {
      events.publishCommitted(
          new Event.OwnerChanged(record.at(), record.action(), record.subject(), context));
    }
    return done;
  }

  private AuditRecord record(String action, Account account, AuditText text) {
    return record(action, "account:" + account.accountId(), text);
  }

  private AuditRecord record(String action, User user, AuditText text) {
    return record(action, "user:" + user.owner(), text);
  }

  private AuditRecord record(String action, String subject, AuditText text) {
    return AuditRecord.of(clock.instant(), action, subject, context, text.before(), text.after());
  }
}
