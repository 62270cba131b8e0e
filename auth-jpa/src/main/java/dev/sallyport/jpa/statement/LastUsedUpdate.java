package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Statement that records when keys were last used, with an instant for each key.
 *
 * <p>It updates one column of existing rows, and only if the stored time is earlier. One statement
 * per instant takes six times as long; JDBC batches take one and a half times as long.
 */
public final class LastUsedUpdate {
  /**
   * Maximum number of uses per statement. More would be slower, because the database searches the
   * cases in order.
   */
  public static final int MAX_USES = 128;

  private static final PaddedQuery UPDATE =
      new PaddedQuery(
          List.of(1, 8, MAX_USES),
          size ->
              ("update SallyportKey k set k.lastUsedAt = %1$s where k.id in %2$s"
                      + " and (k.lastUsedAt is null or k.lastUsedAt < %1$s)")
                  .formatted(
                      size == 1 ? ":at0" : instantOfKey(size), PaddedQuery.places("id", size)));

  private LastUsedUpdate() {}

  /**
   * A use of a key.
   *
   * @param keyId the id of the key
   * @param at when the key was used
   */
  public record Use(String keyId, Instant at) {}

  /**
   * Records uses.
   *
   * @param uses 1 to {@value #MAX_USES}, of different keys
   * @return the number of changed rows
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

  /**
   * Records uses by one statement each, for EclipseLink, which converts no parameter in a case
   * expression.
   *
   * @param uses in the order in which every transaction locks keys
   * @return the number of changed rows
   */
  public static int writeEach(EntityManager entityManager, List<Use> uses) {
    return uses.stream().mapToInt(use -> write(entityManager, List.of(use))).sum();
  }

  private static String instantOfKey(int size) {
    return IntStream.range(0, size)
        .mapToObj(place -> " when :id%1$d then :at%1$d".formatted(place))
        .collect(joining("", "case k.id", " else k.lastUsedAt end"));
  }
}
