package dev.sallyport.auth;

import java.time.Duration;

/** How old the state of a key may be when it is used. Times are {@link Micros}. */
final class Freshness {
  private final long maxStaleness;
  private final long staleIfUnavailable;
  private final Changes changes;

  Freshness(Duration maxStaleness, Duration staleIfUnavailable, Changes changes) {
    this.maxStaleness = Micros.of(maxStaleness);
    this.staleIfUnavailable = Micros.of(staleIfUnavailable);
    this.changes = changes;
  }

  /** Whether it may be used as it is. */
  boolean isFresh(KeyState state, long now) {
    return state.isYoungerThan(maxStaleness, now) && !state.isOverriddenBy(changes);
  }

  /** Whether it may be used while the store cannot be asked; not if it is known to be untrue. */
  boolean isUsableInOutage(KeyState state, long now) {
    return state.isYoungerThan(staleIfUnavailable, now) && !state.isSurelyOverriddenBy(changes);
  }
}
