package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Owner;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps accounts and users in the tables {@code sallyport_account} and {@code sallyport_user}.
 *
 * <p>Every call is a resource-local transaction of its own, whatever transaction its thread is in.
 * The factory stays the caller's to close. Thread-safe.
 */
public final class JpaOwnerRegistry implements OwnerRegistry {
  private final Transactions transactions;

  public JpaOwnerRegistry(EntityManagerFactory entityManagers) {
    this.transactions = new Transactions(entityManagers);
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return transactions.run(
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
    return transactions.run(
        "find an account",
        entityManager ->
            Optional.ofNullable(entityManager.find(AccountEntity.class, accountNumber))
                .map(AccountEntity::toAccount));
  }

  @Override
  public boolean insertAccount(Account account) {
    Predicate<EntityManager> exists = accountExists(account.accountNumber());
    return insert("insert an account", AccountEntity.of(account), exists);
  }

  @Override
  public boolean updateAccount(Account account) {
    return transactions.run(
        "change an account",
        entityManager -> {
          AccountEntity stored = entityManager.find(AccountEntity.class, account.accountNumber());
          if (stored != null) {
            stored.take(account);
          }
          return stored != null;
        });
  }

  @Override
  public boolean insertUser(User user) {
    Predicate<EntityManager> exists = userExists(user.owner().username());
    Predicate<EntityManager> noAccount = accountExists(user.owner().accountNumber()).negate();
    return insert("insert a user", UserEntity.of(user), exists.or(noAccount));
  }

  @Override
  public boolean updateUser(User user) {
    return transactions.run(
        "change a user",
        entityManager -> {
          UserEntity stored = entityManager.find(UserEntity.class, user.owner().username());
          boolean isThere = stored != null && stored.is(user.owner());
          if (isThere) {
            stored.take(user);
          }
          return isThere;
        });
  }

  private boolean insert(String doing, Object row, Predicate<EntityManager> obstacle) {
    try {
      return transactions.run(
          doing,
          entityManager -> {
            boolean fits = !obstacle.test(entityManager);
            if (fits) {
              entityManager.persist(row);
            }
            return fits;
          });
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e)
          && transactions.run("look for an owner", obstacle::test)) {
        return false; // another one was a moment faster
      }
      throw e;
    }
  }

  private static Predicate<EntityManager> accountExists(String accountNumber) {
    return entityManager -> entityManager.find(AccountEntity.class, accountNumber) != null;
  }

  private static Predicate<EntityManager> userExists(String username) {
    return entityManager -> entityManager.find(UserEntity.class, username) != null;
  }
}
