package dev.sallyport.jdbc.query;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.SummaryQuery;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translation of a {@link SummaryQuery} to a single statement. */
public final class KeySummaryQuery {
  private static final List<EffectiveState> STATES = List.of(EffectiveState.values());

  /** Number of columns of the row. */
  public static final int COLUMNS = STATES.size() + 4;

  private KeySummaryQuery() {}

  /** Returns the statement, whose only row is for {@link #summary}. */
  public static String text(SummaryQuery query, KeyConditions conditions) {
    Stream<ApiKeyFilter> others =
        Stream.of(query.expiringSoon(), query.neverUsed(), query.overAge(), query.unused());
    String counts =
        Stream.concat(STATES.stream().map(query::in), others)
            .map(conditions::of)
            .map("count(case when %s then k.id else null end)"::formatted)
            .collect(joining(", "));
    return "select %s%s where %s"
        .formatted(counts, conditions.fromKeysWithOwners(), conditions.of(query.all()));
  }

  /** Returns the counts in the row of the statement. */
  public static KeySummary summary(@Nullable Object[] row) {
    Map<EffectiveState, Long> byState = new EnumMap<>(EffectiveState.class);
    STATES.forEach(state -> byState.put(state, number(row[byState.size()])));
    int next = STATES.size();
    return new KeySummary(
        byState,
        number(row[next]),
        number(row[next + 1]),
        number(row[next + 2]),
        number(row[next + 3]));
  }

  private static long number(@Nullable Object count) {
    return ((Number) requireNonNull(count)).longValue();
  }
}
