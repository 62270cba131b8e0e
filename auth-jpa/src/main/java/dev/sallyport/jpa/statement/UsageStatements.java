package dev.sallyport.jpa.statement;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.jpa.entity.UsageEntity;
import dev.sallyport.jpa.entity.UsageId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Statements that add counts to rows of {@code sallyport_usage} within one transaction.
 *
 * <p>Rows that differ only in their subject are updated by one statement, so that 100,000 keys take
 * some hundred statements.
 *
 * @param requests the number of requests to add to each row
 */
public record UsageStatements(Map<UsageId, Long> requests) {
  /** Returns statements that add counts. */
  public static UsageStatements of(Collection<UsageCount> counts) {
    return new UsageStatements(
        counts.stream().collect(toMap(UsageEntity::idOf, UsageCount::requests, Long::sum)));
  }

  /**
   * Adds the counts to existing rows. All transactions lock rows in the same order; otherwise two
   * nodes that count requests of the same keys would deadlock.
   *
   * @return false if a row does not exist
   */
  public boolean add(EntityManager entityManager) {
    return stored(entityManager, LockModeType.PESSIMISTIC_WRITE).containsAll(requests.keySet())
        && addToLocked(entityManager);
  }

  private boolean addToLocked(EntityManager entityManager) {
    return requests.entrySet().stream()
        .collect(
            groupingBy(
                entry -> new CountGroup(entry.getKey(), entry.getValue()),
                mapping(entry -> entry.getKey().subject(), toList())))
        .entrySet()
        .stream()
        .allMatch(group -> add(entityManager, group.getKey(), group.getValue()));
  }

  private static boolean add(EntityManager entityManager, CountGroup group, List<String> subjects) {
    return entityManager
            .createQuery(
                "update SallyportUsage u set u.requests = u.requests + :requests"
                    + " where u.hourNumber = :hour and u.outcome = :outcome and u.subject in :subjects")
            .setParameter("requests", group.requests())
            .setParameter("hour", group.hour())
            .setParameter("outcome", group.outcome())
            .setParameter("subjects", subjects)
            .executeUpdate()
        == subjects.size();
  }

  /**
   * Inserts the missing rows with the count 0.
   *
   * @return the number of inserted rows
   */
  public int insertRows(EntityManager entityManager) {
    Set<UsageId> missing = new HashSet<>(requests.keySet());
    missing.removeAll(stored(entityManager, LockModeType.NONE));
    missing.stream()
        .sorted(
            comparing(UsageId::subject)
                .thenComparing(UsageId::hour)
                .thenComparing(UsageId::outcome))
        .forEach(
            id -> {
              UsageEntity row = UsageEntity.of(id);
              entityManager.persist(row);
              entityManager.flush(); // one by one: a provider may insert in another order
              entityManager.detach(row);
            });
    return missing.size();
  }

  /** Returns the ids of the existing rows, and possibly of others. */
  private Set<UsageId> stored(EntityManager entityManager, LockModeType lock) {
    return entityManager
        .createQuery(
            "select u from SallyportUsage u where u.subject in :subjects"
                + " and u.hourNumber in :hours and u.outcome in :outcomes"
                + " order by u.subject, u.hourNumber, u.outcome",
            UsageEntity.class)
        .setParameter("subjects", distinct(UsageId::subject))
        .setParameter("hours", distinct(UsageId::hour))
        .setParameter("outcomes", distinct(UsageId::outcome))
        .setLockMode(lock)
        .getResultList()
        .stream()
        .map(UsageEntity::id)
        .collect(toSet());
  }

  private <T> List<T> distinct(Function<UsageId, T> part) {
    return requests.keySet().stream().map(part).distinct().toList();
  }

  /** The counts that one statement can add. */
  private record CountGroup(long hour, String outcome, long requests) {
    CountGroup(UsageId id, long requests) {
      this(id.hour(), id.outcome(), requests);
    }
  }
}
