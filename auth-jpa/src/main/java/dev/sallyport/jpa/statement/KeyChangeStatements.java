package dev.sallyport.jpa.statement;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.RedactedString;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements that change keys within one transaction.
 *
 * <p>All transactions take locks in the same order: the owner's lock, keys by id, the end of the
 * audit log. Reads without a lock follow after them.
 *
 * @param entityManager the entity manager of the transaction
 * @param changes what to change
 */
public record KeyChangeStatements(EntityManager entityManager, KeyChanges changes) {
  /**
   * Writes the changes.
   *
   * @return {@code DONE}, or another outcome after part of the changes, in which case the caller
   *     rolls back
   */
  public Outcome write() {
    if (!delete() || !replace()) {
      return Outcome.CONFLICT;
    }
    AuditAppender tail = AuditAppender.lock(entityManager, changes.records());
    if (changes.inserted().stream().anyMatch(key -> exists(entityManager, key))) {
      return Outcome.CONFLICT;
    }
    byId(changes.inserted())
        .forEach(
            key -> {
              entityManager.persist(KeyEntity.of(key));
              entityManager.flush(); // one by one: a provider may insert in another order
            });
    if (changes.limit() != null && isExceeded(changes.limit())) {
      return Outcome.LIMIT_REACHED;
    }
    tail.append();
    return Outcome.DONE;
  }

  /**
   * Returns whether the changes contain a key twice, so that no order of execution could satisfy
   * them.
   */
  public static boolean contradict(KeyChanges changes) {
    Set<Object> ids = new HashSet<>();
    Set<Object> lookups = new HashSet<>();
    return !Stream.of(changes.deleted(), changes.replaced(), changes.inserted())
        .flatMap(List::stream)
        .allMatch(key -> ids.add(key.id()) && lookups.add(key.lookup()));
  }

  /** Returns whether a key with the same id or lookup id exists. */
  public static boolean exists(EntityManager entityManager, ApiKey key) {
    return entityManager
            .createQuery(
                "select count(k) from SallyportKey k where k.id = :id or k.lookup = :lookup",
                Long.class)
            .setParameter("id", key.id().toString())
            .setParameter("lookup", new RedactedString(key.lookup()))
            .getSingleResult()
        > 0;
  }

  private boolean delete() {
    List<ApiKey> keys = changes.deleted();
    if (keys.isEmpty()) {
      return true;
    }
    Map<String, Long> versions =
        entityManager
            .createQuery(
                "select k from SallyportKey k where k.id in :ids order by k.id", KeyEntity.class)
            .setParameter("ids", ids(keys))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList()
            .stream()
            .collect(toMap(KeyEntity::id, KeyEntity::version));
    return keys.stream().allMatch(key -> isVersion(versions.get(key.id().toString()), key))
        && entityManager
                .createQuery("delete from SallyportKey k where k.id in :ids")
                .setParameter("ids", ids(keys))
                .executeUpdate()
            == keys.size();
  }

  private boolean replace() {
    return byId(changes.replaced()).allMatch(key -> replace(key) == 1);
  }

  private int replace(ApiKey key) {
    Map<String, Object> values = new TreeMap<>();
    List<String> assignments = new ArrayList<>();
    columns(key)
        .forEach(
            (name, value) -> {
              // EclipseLink would bind a null without the type of its column.
              assignments.add("k.%s = %s".formatted(name, value == null ? "null" : ":" + name));
              if (value != null) {
                values.put(name, value);
              }
            });
    Query update =
        entityManager
            .createQuery(
                "update SallyportKey k set %s, k.version = :nextVersion"
                        .formatted(String.join(", ", assignments))
                    + " where k.id = :id and k.version = :version")
            .setParameter("nextVersion", key.version() + 1)
            .setParameter("id", key.id().toString())
            .setParameter("version", key.version());
    values.forEach(update::setParameter);
    return update.executeUpdate();
  }

  /** Returns the values that may change, by the names of their attributes. */
  private static Map<String, @Nullable Object> columns(ApiKey key) {
    Map<String, @Nullable Object> columns = new TreeMap<>();
    columns.put("digest", new RedactedString(key.digest()));
    columns.put("name", key.name());
    columns.put("description", key.description());
    columns.put("scopes", KeyEntity.joined(key.scopes()));
    columns.put("networks", KeyEntity.joined(key.networks()));
    columns.put("tags", KeyEntity.joined(key.tags()));
    columns.put("active", key.active());
    columns.put("updatedAt", key.updatedAt());
    columns.put("expiresAt", key.expiresAt());
    columns.put("ttlMillis", KeyEntity.millis(key.ttl()));
    columns.put("renewable", key.renewable());
    columns.put("expiryFixed", key.rotation().expiryFixed());
    columns.put("groupId", KeyEntity.text(key.rotation().groupId()));
    columns.put("predecessorId", KeyEntity.text(key.rotation().predecessorId()));
    columns.put("successorId", KeyEntity.text(key.rotation().successorId()));
    columns.put("overlapMillis", KeyEntity.millis(key.rotation().overlapFromFirstUse()));
    return columns;
  }

  private boolean isExceeded(Limit limit) {
    ApiKeyQuery ofOwner = ApiKeyQuery.all().ofOwner(limit.owner()).validAt(limit.validAt());
    return KeyListQuery.count(entityManager, ofOwner.filter()) > limit.keys();
  }

  private static boolean isVersion(@Nullable Long stored, ApiKey key) {
    return stored != null && stored == key.version();
  }

  private static List<String> ids(List<ApiKey> keys) {
    return keys.stream().map(key -> key.id().toString()).toList();
  }

  private static Stream<ApiKey> byId(List<ApiKey> keys) {
    return keys.stream().sorted(comparing(key -> key.id().toString()));
  }
}
