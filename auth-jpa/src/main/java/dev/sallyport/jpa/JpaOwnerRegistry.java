package dev.sallyport.jpa;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.AccountEntity;
import dev.sallyport.jpa.entity.UserEntity;
import dev.sallyport.jpa.statement.AuditAppender;
import dev.sallyport.jpa.statement.OwnerListQuery;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Owner registry on the tables {@code sallyport_account} and {@code sallyport_user}.
 *
 * <p>Every call runs in its own resource-local transaction, independent of any transaction of the
 * calling thread. Locks are taken in the order account, user, end of the audit log. The caller
 * keeps ownership of the {@code EntityManagerFactory} and closes it. Thread-safe.
 *
 * <pre>{@code
 * Sallyport sallyport =
 *     Sallyport.builder(
 *             JpaApiKeyStore.ofKeysWithOwners(entityManagers),
 *             new JpaOwnerRegistry(entityManagers))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JpaOwnerRegistry implements OwnerRegistry {
  private final Transactions transactions;

  /**
   * Creates an owner registry.
   *
   * @param entityManagers factory of a persistence unit that maps Sallyport's entities
   */
  public JpaOwnerRegistry(EntityManagerFactory entityManagers) {
    this(new Transactions(entityManagers));
  }

  JpaOwnerRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return transactions.read(
        "find an owner",
        entityManager ->
            entityManager
                .createQuery(
                    "select u, a from SallyportUser u"
                        + " join SallyportAccount a on a.accountNumber = u.accountNumber"
                        + " where u.username = :username and u.accountNumber = :accountNumber",
                    Object[].class)
                .setParameter("username", owner.username())
                .setParameter("accountNumber", owner.accountNumber())
                .getResultList()
                .stream()
                .findFirst()
                .filter(row -> ((UserEntity) row[0]).is(owner))
                .map(row -> ((UserEntity) row[0]).toProfile(((AccountEntity) row[1]).toAccount())));
  }

  @Override
  public Optional<Account> findAccount(String accountNumber) {
    return transactions.read(
        "find an account",
        entityManager ->
            account(entityManager, accountNumber, LockModeType.NONE).map(AccountEntity::toAccount));
  }

  @Override
  public Optional<User> findUser(String username) {
    return transactions.read(
        "find a user",
        entityManager ->
            user(entityManager, username, LockModeType.NONE)
                .map(UserEntity::toUser)
                .filter(user -> user.owner().username().equals(username)));
  }

  @Override
  public List<User> findUsers(Collection<String> usernames) {
    Set<String> distinct = Set.copyOf(usernames);
    return distinct.isEmpty()
        ? List.of()
        : transactions.read("find users", entityManager -> users(entityManager, distinct));
  }

  private static List<User> users(EntityManager entityManager, Set<String> usernames) {
    return entityManager
        .createQuery(
            "select u from SallyportUser u where u.username in :usernames", UserEntity.class)
        .setParameter("usernames", usernames)
        .getResultList()
        .stream()
        .map(UserEntity::toUser)
        .filter(user -> usernames.contains(user.owner().username()))
        .toList();
  }

  @Override
  public Page<Account> listAccounts(OwnerQuery query) {
    OwnerListQuery<AccountEntity> listing =
        new OwnerListQuery<>("SallyportAccount", AccountEntity.class, "accountNumber", "name");
    return transactions.run(
        "list accounts", it -> listing.page(it, query, AccountEntity::toAccount));
  }

  @Override
  public Page<User> listUsers(OwnerQuery query) {
    OwnerListQuery<UserEntity> listing =
        new OwnerListQuery<>("SallyportUser", UserEntity.class, "username", "email");
    return transactions.run("list users", it -> listing.page(it, query, UserEntity::toUser));
  }

  @Override
  public boolean insertAccount(Account account, List<AuditRecord> records) {
    Predicate<EntityManager> exists =
        entityManager ->
            account(entityManager, account.accountNumber(), LockModeType.NONE).isPresent();
    return unlessRaced(
        exists,
        entityManager -> {
          AuditAppender tail = AuditAppender.lock(entityManager, records);
          return !exists.test(entityManager)
              && added(entityManager, AccountEntity.of(account), tail);
        });
  }

  @Override
  public boolean replaceAccount(Account before, Account after, List<AuditRecord> records) {
    return transactions.run(
        "change an account",
        entityManager -> {
          Optional<AccountEntity> stored =
              account(entityManager, before.accountNumber(), LockModeType.PESSIMISTIC_WRITE)
                  .filter(row -> row.toAccount().equals(before));
          if (stored.isPresent()) {
            AuditAppender tail = AuditAppender.lock(entityManager, records);
            stored.get().update(after);
            tail.append();
          }
          return stored.isPresent();
        });
  }

  @Override
  public boolean insertUser(User user, List<AuditRecord> records) {
    Predicate<EntityManager> exists =
        entityManager ->
            user(entityManager, user.owner().username(), LockModeType.NONE).isPresent();
    return unlessRaced(
        exists,
        entityManager -> {
          String accountNumber = user.owner().accountNumber();
          if (account(entityManager, accountNumber, LockModeType.PESSIMISTIC_WRITE).isEmpty()) {
            return false;
          }
          AuditAppender tail = AuditAppender.lock(entityManager, records);
          return !exists.test(entityManager) && added(entityManager, UserEntity.of(user), tail);
        });
  }

  @Override
  public boolean replaceUser(User before, User after, List<AuditRecord> records) {
    return transactions.run(
        "change a user",
        entityManager -> {
          Optional<UserEntity> stored =
              user(entityManager, before.owner().username(), LockModeType.PESSIMISTIC_WRITE)
                  .filter(row -> row.toUser().equals(before));
          if (stored.isPresent()) {
            AuditAppender tail = AuditAppender.lock(entityManager, records);
            stored.get().update(after);
            tail.append();
          }
          return stored.isPresent();
        });
  }

  @Override
  public boolean deleteUser(User before, List<AuditRecord> records) {
    return transactions.run(
        "delete a user",
        entityManager ->
            removed(
                entityManager,
                user(entityManager, before.owner().username(), LockModeType.PESSIMISTIC_WRITE)
                    .filter(row -> row.toUser().equals(before)),
                records,
                row -> true));
  }

  @Override
  public boolean deleteAccount(Account before, List<AuditRecord> records) {
    String number = before.accountNumber();
    return transactions.run(
        "delete an account",
        entityManager ->
            removed(
                entityManager,
                account(entityManager, number, LockModeType.PESSIMISTIC_WRITE)
                    .filter(row -> row.toAccount().equals(before)),
                records,
                row -> !hasUsers(entityManager, number)));
  }

  /**
   * Removes a locked row if the condition holds. The condition is evaluated after all locks are
   * taken.
   */
  private static <T> boolean removed(
      EntityManager entityManager,
      Optional<T> row,
      List<AuditRecord> records,
      Predicate<T> condition) {
    if (row.isEmpty()) {
      return false;
    }
    AuditAppender tail = AuditAppender.lock(entityManager, records);
    if (!condition.test(row.get())) {
      return false;
    }
    entityManager.remove(row.get());
    tail.append();
    return true;
  }

  private static boolean hasUsers(EntityManager entityManager, String accountNumber) {
    return entityManager
            .createQuery(
                "select count(u) from SallyportUser u where u.accountNumber = :accountNumber",
                Long.class)
            .setParameter("accountNumber", accountNumber)
            .getSingleResult()
        > 0;
  }

  private static boolean added(EntityManager entityManager, Object row, AuditAppender tail) {
    entityManager.persist(row);
    tail.append();
    return true;
  }

  private boolean unlessRaced(Predicate<EntityManager> exists, Predicate<EntityManager> insertion) {
    try {
      return transactions.run("insert an owner", insertion::test);
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e)
          && transactions.run("look for an owner", exists::test)) {
        return false; // another transaction inserted it first
      }
      throw e;
    }
  }

  /**
   * Finds an account by a query. {@code find()} could return a stale entity from the host's cache.
   */
  private static Optional<AccountEntity> account(
      EntityManager entityManager, String accountNumber, LockModeType lock) {
    return entityManager
        .createQuery(
            "select a from SallyportAccount a where a.accountNumber = :accountNumber",
            AccountEntity.class)
        .setParameter("accountNumber", accountNumber)
        .setLockMode(lock)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static Optional<UserEntity> user(
      EntityManager entityManager, String username, LockModeType lock) {
    return entityManager
        .createQuery("select u from SallyportUser u where u.username = :username", UserEntity.class)
        .setParameter("username", username)
        .setLockMode(lock)
        .getResultList()
        .stream()
        .findFirst();
  }
}
