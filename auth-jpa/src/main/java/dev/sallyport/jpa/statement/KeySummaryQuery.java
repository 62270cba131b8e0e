package dev.sallyport.jpa.statement;

import static java.util.stream.Collectors.joining;

import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.SummaryQuery;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translation of a {@link SummaryQuery} to a single JPQL statement. */
public final class KeySummaryQuery {
  private KeySummaryQuery() {}

  /**
   * Returns the counts of a summary.
   *
   * @param keepsOwners whether owners are stored beside the keys
   */
  public static KeySummary summary(
      EntityManager entityManager, SummaryQuery query, boolean keepsOwners) {
    KeyConditions conditions = new KeyConditions(keepsOwners);
    List<EffectiveState> states = List.of(EffectiveState.values());
    Stream<ApiKeyFilter> others =
        Stream.of(query.expiringSoon(), query.neverUsed(), query.overAge());
    String counts =
        Stream.concat(states.stream().map(query::in), others)
            .map(conditions::of)
            .map("sum(case when %s then 1 else 0 end)"::formatted)
            .collect(joining(", "));
    String text =
        "select %s%s where %s"
            .formatted(counts, conditions.fromKeysWithOwners(), conditions.of(query.all()));
    Object[] row =
        conditions.set(entityManager.createQuery(text, Object[].class)).getSingleResult();
    Map<EffectiveState, Long> byState = new EnumMap<>(EffectiveState.class);
    states.forEach(state -> byState.put(state, number(row[byState.size()])));
    int next = states.size();
    return new KeySummary(byState, number(row[next]), number(row[next + 1]), number(row[next + 2]));
  }

  /** The sum over no rows is null. */
  private static long number(@Nullable Object sum) {
    return sum instanceof Number number ? number.longValue() : 0;
  }
}
