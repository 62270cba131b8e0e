package dev.sallyport.auth.jpa;

import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.spi.SummaryQuery;
import jakarta.persistence.EntityManager;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link SummaryQuery} in one statement of JPQL. */
final class KeyCounting {
  private KeyCounting() {}

  static KeySummary summary(EntityManager entityManager, SummaryQuery query) {
    KeyConditions conditions = new KeyConditions();
    String counts =
        Stream.of(
                query.active(),
                query.inactive(),
                query.expired(),
                query.expiringSoon(),
                query.neverUsed(),
                query.overAge())
            .map(conditions::of)
            .map("sum(case when %s then 1 else 0 end)"::formatted)
            .collect(joining(", "));
    String text =
        "select %s from SallyportKey k where %s".formatted(counts, conditions.of(query.all()));
    Object[] row =
        conditions.set(entityManager.createQuery(text, Object[].class)).getSingleResult();
    return new KeySummary(
        number(row[0]),
        number(row[1]),
        number(row[2]),
        number(row[3]),
        number(row[4]),
        number(row[5]));
  }

  /** The sum of no rows is null. */
  private static long number(@Nullable Object sum) {
    return sum instanceof Number number ? number.longValue() : 0;
  }
}
