package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import java.time.Duration;

/**
 * Options of a rotation.
 *
 * <pre>{@code
 * sallyport.keys().rotate(id, Rotation.overlapping(Duration.ofDays(7)));
 * }</pre>
 *
 * @param overlap how long both keys work; zero ends the old key immediately
 * @param fromFirstUse whether the overlap starts at the first use of the successor instead of now;
 *     until then the old key keeps its expiry
 * @since 0.1.0
 */
public record Rotation(Duration overlap, boolean fromFirstUse) {
  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if the overlap is negative or longer than a century
   */
  public Rotation {
    TimeLimits.require("the overlap", overlap);
  }

  /** Returns a rotation with an overlap that starts now. */
  public static Rotation overlapping(Duration overlap) {
    return new Rotation(overlap, false);
  }

  /** Returns a rotation with an overlap that starts at the first use of the successor. */
  public static Rotation overlappingFromFirstUse(Duration overlap) {
    return new Rotation(overlap, true);
  }

  /**
   * Returns a rotation without overlap, for leaked keys: the old key expires and is deactivated
   * immediately.
   */
  public static Rotation immediate() {
    return new Rotation(Duration.ZERO, false);
  }

  /** Returns whether the old key ends immediately. */
  public boolean isImmediate() {
    return overlap.isZero() && !fromFirstUse;
  }
}
