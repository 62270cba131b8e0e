package dev.sallyport.auth;

import java.time.Duration;

/** How old the state of a key may be when it is used. Times are {@link Micros}. */
final class Freshness {
  private final long maxStaleness;
  private final long readAheadFrom;
  private final long staleIfUnavailable;
  private final Changes changes;

  Freshness(Duration maxStaleness, Duration staleIfUnavailable, Changes changes) {
    this.maxStaleness = Micros.of(maxStaleness);
    this.readAheadFrom = this.maxStaleness / 4 * 3;
    this.staleIfUnavailable = Micros.of(staleIfUnavailable);
    this.changes = changes;
  }

  /** Whether it may be used as it is. */
  boolean isFresh(KeyState state, long now) {
    return state.isYoungerThan(maxStaleness, now) && !state.isOverriddenBy(changes);
  }

  /** Whether what is fresh will soon be so no longer. */
  boolean isAging(KeyState state, long now) {
    return !state.isYoungerThan(readAheadFrom, now);
  }

  /** Whether it may be used while the store cannot be asked; not if it is known to be untrue. */
  boolean isUsableInOutage(KeyState state, long now) {
    return state.isYoungerThan(staleIfUnavailable, now) && !state.isOverriddenBy(changes);
  }
}
