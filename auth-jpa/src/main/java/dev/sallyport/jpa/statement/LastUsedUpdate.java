package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The statement that notes when keys were last used, an instant for each.
 *
 * <p>It touches one column of rows that are there, and only where the time is not later already. A
 * statement for each instant takes six times as long, and JDBC batches half as long again.
 */
public final class LastUsedUpdate {
  /** How many uses it takes at most; more would cost more, since a case is looked for in order. */
  public static final int MAX_USES = 128;

  private static final PaddedQuery UPDATE =
      new PaddedQuery(
          List.of(1, 8, MAX_USES),
          size ->
              ("update SallyportKey k set k.lastUsedAt = %1$s where k.id in %2$s"
                      + " and (k.lastUsedAt is null or k.lastUsedAt < %1$s)")
                  .formatted(instantOfKey(size), PaddedQuery.places("id", size)));

  private LastUsedUpdate() {}

  /** A use of a key. */
  public record Use(String keyId, Instant at) {}

  /**
   * Notes some uses.
   *
   * @param uses 1 to {@value #MAX_USES}, of different keys
   * @return how many rows were changed
   */
  public static int write(EntityManager entityManager, List<Use> uses) {
    List<Use> padded = UPDATE.padded(uses);
    Query query = entityManager.createQuery(UPDATE.text(padded));
    for (int place = 0; place < padded.size(); place++) {
      query.setParameter("id" + place, padded.get(place).keyId());
      query.setParameter("at" + place, padded.get(place).at());
    }
    return query.executeUpdate();
  }

  private static String instantOfKey(int size) {
    return IntStream.range(0, size)
        .mapToObj(place -> " when :id%1$d then :at%1$d".formatted(place))
        .collect(joining("", "case k.id", " else k.lastUsedAt end"));
  }
}
