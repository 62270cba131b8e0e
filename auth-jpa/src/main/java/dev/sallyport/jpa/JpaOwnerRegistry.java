package dev.sallyport.jpa;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.query.OwnerConditions;
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
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Owner registry on the tables {@code sallyport_account} and {@code sallyport_user}.
 *
 * <p>Every call runs in its own resource-local transaction, unless the host has a transaction to
 * take part in. Locks are taken in the order account, user, end of the audit log. The caller keeps
 * ownership of the {@code EntityManagerFactory} and closes it. Thread-safe.
 */
final class JpaOwnerRegistry implements OwnerRegistry {
  private static final String PROFILES =
      "select u, a from SallyportUser u join SallyportAccount a on a.accountId = u.accountId";

  private final Transactions transactions;

  JpaOwnerRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<UserInAccount> findInAccount(Owner owner) {
    return transactions.read(
        "find an owner",
        entityManager ->
            entityManager
                .createQuery(
                    PROFILES + " where u.accountId = :accountId and u.userId = :userId",
                    Object[].class)
                .setParameter("accountId", owner.accountId())
                .setParameter("userId", owner.userId())
                .getResultList()
                .stream()
                .findFirst()
                .filter(row -> ((UserEntity) row[0]).is(owner))
                .map(JpaOwnerRegistry::userInAccount));
  }

  private static UserInAccount userInAccount(Object[] row) {
    return new UserInAccount(((AccountEntity) row[1]).toAccount(), ((UserEntity) row[0]).toUser());
  }

  /** {@inheritDoc} Reads namesakes in other accounts too, and omits them. */
  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Set<Owner> distinct = Set.copyOf(owners);
    return distinct.isEmpty()
        ? Map.of()
        : transactions.read("find owners", entityManager -> profiles(entityManager, distinct));
  }

  private static Map<Owner, OwnerProfile> profiles(EntityManager entityManager, Set<Owner> owners) {
    return entityManager
        .createQuery(
            PROFILES + " where u.accountId in :accountIds and u.userId in :userIds", Object[].class)
        .setParameter("accountIds", owners.stream().map(Owner::accountId).collect(toSet()))
        .setParameter("userIds", owners.stream().map(Owner::userId).collect(toSet()))
        .getResultList()
        .stream()
        .map(JpaOwnerRegistry::userInAccount)
        .map(UserInAccount::profile)
        .filter(profile -> owners.contains(profile.owner()))
        .collect(toMap(OwnerProfile::owner, identity()));
  }

  @Override
  public Optional<Account> findAccount(String accountId) {
    return transactions.read(
        "find an account",
        entityManager ->
            account(entityManager, accountId, LockModeType.NONE).map(AccountEntity::toAccount));
  }

  @Override
  public Optional<User> findUser(Owner owner) {
    return transactions.read(
        "find a user",
        entityManager ->
            user(entityManager, owner, LockModeType.NONE)
                .filter(row -> row.is(owner))
                .map(UserEntity::toUser));
  }

  @Override
  public List<User> findUsers(Collection<Owner> owners) {
    Set<Owner> distinct = Set.copyOf(owners);
    return distinct.isEmpty()
        ? List.of()
        : transactions.read("find users", entityManager -> users(entityManager, distinct));
  }

  /** Reads namesakes in other accounts too: not every provider compares pairs with a list. */
  private static List<User> users(EntityManager entityManager, Set<Owner> owners) {
    return entityManager
        .createQuery(
            "select u from SallyportUser u where u.accountId in :accountIds and u.userId in"
                + " :userIds",
            UserEntity.class)
        .setParameter("accountIds", owners.stream().map(Owner::accountId).collect(toSet()))
        .setParameter("userIds", owners.stream().map(Owner::userId).collect(toSet()))
        .getResultList()
        .stream()
        .map(UserEntity::toUser)
        .filter(user -> owners.contains(user.owner()))
        .toList();
  }

  @Override
  public Page<Account> listAccounts(OwnerQuery query) {
    OwnerConditions conditions = OwnerConditions.ofAccounts(query);
    return transactions.run(
        "list accounts",
        it ->
            OwnerListQuery.page(
                it, query, conditions, AccountEntity.class, AccountEntity::toAccount));
  }

  @Override
  public Page<User> listUsers(OwnerQuery query) {
    OwnerConditions conditions = OwnerConditions.ofUsers(query);
    return transactions.run(
        "list users",
        it -> OwnerListQuery.page(it, query, conditions, UserEntity.class, UserEntity::toUser));
  }

  @Override
  public boolean insertAccount(Account account, List<AuditRecord> records) {
    Predicate<EntityManager> exists =
        entityManager -> account(entityManager, account.accountId(), LockModeType.NONE).isPresent();
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
              account(entityManager, before.accountId(), LockModeType.PESSIMISTIC_WRITE)
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
        entityManager -> user(entityManager, user.owner(), LockModeType.NONE).isPresent();
    return unlessRaced(
        exists,
        entityManager -> {
          String accountId = user.owner().accountId();
          if (account(entityManager, accountId, LockModeType.PESSIMISTIC_WRITE).isEmpty()) {
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
              user(entityManager, before.owner(), LockModeType.PESSIMISTIC_WRITE)
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
                user(entityManager, before.owner(), LockModeType.PESSIMISTIC_WRITE)
                    .filter(row -> row.toUser().equals(before)),
                records,
                row -> true));
  }

  @Override
  public boolean deleteAccount(Account before, List<AuditRecord> records) {
    String accountId = before.accountId();
    return transactions.run(
        "delete an account",
        entityManager ->
            removed(
                entityManager,
                account(entityManager, accountId, LockModeType.PESSIMISTIC_WRITE)
                    .filter(row -> row.toAccount().equals(before)),
                records,
                row -> !hasUsers(entityManager, accountId)));
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

  private static boolean hasUsers(EntityManager entityManager, String accountId) {
    return entityManager
            .createQuery(
                "select count(u) from SallyportUser u where u.accountId = :accountId", Long.class)
            .setParameter("accountId", accountId)
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
      EntityManager entityManager, String accountId, LockModeType lock) {
    return entityManager
        .createQuery(
            "select a from SallyportAccount a where a.accountId = :accountId", AccountEntity.class)
        .setParameter("accountId", accountId)
        .setLockMode(lock)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static Optional<UserEntity> user(
      EntityManager entityManager, Owner owner, LockModeType lock) {
    return entityManager
        .createQuery(
            "select u from SallyportUser u where u.accountId = :accountId and u.userId = :userId",
            UserEntity.class)
        .setParameter("accountId", owner.accountId())
        .setParameter("userId", owner.userId())
        .setLockMode(lock)
        .getResultList()
        .stream()
        .findFirst();
  }
}
