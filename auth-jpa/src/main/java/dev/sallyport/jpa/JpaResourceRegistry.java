package dev.sallyport.jpa;

import static java.util.Comparator.comparing;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.jpa.statement.AuditAppender;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Resource registry on the tables {@code sallyport_resource} and {@code sallyport_binding}.
 *
 * <p>Every call runs in its own resource-local transaction, unless the host has a transaction to
 * take part in. Locks are taken in the order resource, end of the audit log. Reads without a lock
 * follow after them. The caller keeps ownership of the {@code EntityManagerFactory} and closes it.
 * Thread-safe.
 */
final class JpaResourceRegistry implements ResourceRegistry {
  private final Transactions transactions;

  JpaResourceRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    return transactions.read(
        "find a resource",
        entityManager ->
            entityManager
                .createQuery(
                    "select r from SallyportResource r left join fetch r.boundGroups"
                        + " where r.id = :id",
                    ResourceEntity.class)
                .setParameter("id", id.toString())
                .getResultList()
                .stream()
                .filter(row -> row.is(id))
                .findFirst()
                .map(ResourceEntity::toResource));
  }

  @Override
  public List<Resource> ofAccount(String accountId) {
    return transactions.read(
        "list the resources of an account",
        entityManager ->
            entityManager
                .createQuery(
                    "select r from SallyportResource r left join fetch r.boundGroups"
                        + " where r.accountId = :accountId",
                    ResourceEntity.class)
                .setParameter("accountId", accountId)
                .getResultList()
                .stream()
                .distinct()
                .map(ResourceEntity::toResource)
                .sorted(comparing(Resource::id))
                .toList());
  }

  @Override
  public boolean insert(Resource resource, List<AuditRecord> records) {
    return unlessRaced(
        () -> transactions.run("look for a resource", em -> exists(em, resource.id())),
        () ->
            transactions.run(
                "insert a resource",
                entityManager -> {
                  AuditAppender tail = AuditAppender.lock(entityManager, records);
                  if (exists(entityManager, resource.id())) {
                    return false;
                  }
                  entityManager.persist(ResourceEntity.of(resource));
                  tail.append();
                  return true;
                }));
  }

  @Override
  public boolean delete(String accountId, ResourceId id, List<AuditRecord> records) {
    return transactions.run(
        "delete a resource",
        entityManager ->
            change(
                entityManager,
                accountId,
                id,
                records,
                row -> {
                  entityManager.remove(row);
                  return true;
                }));
  }

  @Override
  public boolean bind(String accountId, ResourceId id, UUID group, List<AuditRecord> records) {
    return unlessRaced(
        () -> find(id).filter(it -> it.boundGroups().contains(group)).isPresent(),
        () ->
            transactions.run(
                "bind keys to a resource",
                entityManager ->
                    change(entityManager, accountId, id, records, row -> row.bind(group))));
  }

  @Override
  public Unbinding unbind(
      String accountId, ResourceId id, UUID group, LastGroup last, List<AuditRecord> records) {
    return transactions.run(
        "unbind keys from a resource",
        entityManager ->
            change(
                    entityManager,
                    accountId,
                    id,
                    records,
                    Unbinding.DONE,
                    row ->
                        last == LastGroup.UNBIND
                            ? row.unbind(group)
                            : row.unbindUnlessLast(group, entityManager))
                .orElse(Unbinding.NOT_BOUND));
  }

  private static boolean change(
      EntityManager entityManager,
      String accountId,
      ResourceId id,
      List<AuditRecord> records,
      Predicate<ResourceEntity> change) {
    return change(entityManager, accountId, id, records, true, change::test).orElse(false);
  }

  /**
   * Changes a resource and, if the result equals {@code done}, appends the audit records.
   *
   * @return the result of the change; empty if the account has no such resource
   */
  private static <T> Optional<T> change(
      EntityManager entityManager,
      String accountId,
      ResourceId id,
      List<AuditRecord> records,
      T done,
      Function<ResourceEntity, T> change) {
    Optional<ResourceEntity> row = locked(entityManager, id).filter(it -> it.isOf(accountId));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    AuditAppender tail = AuditAppender.lock(entityManager, records);
    T result = change.apply(row.get());
    if (result.equals(done)) {
      tail.append();
    }
    return Optional.of(result);
  }

  /**
   * Locks a resource without its bindings. They are loaded on first access, after all locks are
   * taken.
   */
  private static Optional<ResourceEntity> locked(EntityManager entityManager, ResourceId id) {
    return entityManager
        .createQuery("select r from SallyportResource r where r.id = :id", ResourceEntity.class)
        .setParameter("id", id.toString())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .stream()
        .filter(row -> row.is(id))
        .findFirst();
  }

  private static boolean exists(EntityManager entityManager, ResourceId id) {
    return entityManager
            .createQuery("select count(r) from SallyportResource r where r.id = :id", Long.class)
            .setParameter("id", id.toString())
            .getSingleResult()
        > 0;
  }

  private static boolean unlessRaced(BooleanSupplier isDone, BooleanSupplier change) {
    try {
      return change.getAsBoolean();
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e) && isDone.getAsBoolean()) {
        return false; // another transaction did it first
      }
      throw e;
    }
  }
}
