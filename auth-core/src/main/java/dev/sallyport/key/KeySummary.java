package dev.sallyport.key;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts of keys. Every key is counted in one state; {@code SummaryQuery} contains the condition of
 * each count.
 *
 * <pre>{@code
 * long active = sallyport.keys().summary(soon).in(EffectiveState.ACTIVE);
 * }</pre>
 *
 * @param byState number of keys by state; states without keys may be omitted
 * @param expiringSoon number of active keys that expire soon
 * @param neverUsed number of active keys without a recorded use that are older than {@code
 *     SummaryQuery.NEVER_USED}
 * @param overAge number of keys beyond the maximum lifetime that would otherwise be active
 * @param unused number of active keys that were used, but not for {@code SummaryQuery.UNUSED}
 * @since 0.1.0
 */
public record KeySummary(
    Map<EffectiveState, Long> byState,
    long expiringSoon,
    long neverUsed,
    long overAge,
    long unused) {

  public KeySummary {
    Map<EffectiveState, Long> all = new EnumMap<>(EffectiveState.class);
    for (EffectiveState state : EffectiveState.values()) {
      all.put(state, byState.getOrDefault(state, 0L));
    }
    byState = Map.copyOf(all);
  }

  /** Returns the number of keys in a state. */
  public long in(EffectiveState state) {
    return byState.getOrDefault(state, 0L);
  }

  /** Returns the number of all keys. */
  public long total() {
    return byState.values().stream().mapToLong(Long::longValue).sum();
  }
}
