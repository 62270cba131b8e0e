package dev.sallyport.spi;

import dev.sallyport.key.EffectiveState;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many keys there are. Every key is counted in one state; {@link SummaryQuery} has the
 * condition of each count.
 *
 * @param byState keys by their state; a state without keys may be left out
 * @param expiringSoon active keys that end soon
 * @param neverUsed active keys without a recorded use
 * @param overAge keys older than the maximum lifetime that would be active otherwise
 */
public record KeySummary(
    Map<EffectiveState, Long> byState, long expiringSoon, long neverUsed, long overAge) {

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
