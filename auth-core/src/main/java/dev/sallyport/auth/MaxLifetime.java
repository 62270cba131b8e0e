package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.time.Instant;

/**
 * How old keys may become, whatever their end is.
 *
 * @param age the greatest age; a key of just this age is not too old yet
 * @param policy what becomes of a request with an older key
 */
public record MaxLifetime(Duration age, Policy policy) {
  /** What becomes of a request with a key that is too old. */
  public enum Policy {
    /** It is let in, with a warning in the log and an event, once per key and day. */
    WARN,
    /** It is refused. */
    REJECT
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the age is negative or longer than a century
   */
  public MaxLifetime {
    Bounds.require("a maximum age", age);
  }

  /** Whether the key is older than it may be. */
  public boolean isExceededAt(Instant now, AuthToken key) {
    return key.createdAt().isBefore(now.minus(age));
  }

  /** Returns whether keys older than this are denied, and not only warned of. */
  boolean isEnforced() {
    return policy == Policy.REJECT;
  }

  /** Returns whether the key is denied because of its age. */
  boolean isDeniedAt(Instant now, AuthToken key) {
    return isEnforced() && isExceededAt(now, key);
  }

  /** The same in {@link Micros}, and without making anything: every request asks. */
  boolean isExceededAt(long now, KeyState key) {
    return now - key.createdAt() > Micros.of(age);
  }
}
