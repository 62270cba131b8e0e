package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import java.time.Duration;

/**
 * How a key gives way to its successor.
 *
 * @param overlap how long both work; zero ends the old key at once
 * @param fromFirstUse whether the overlap begins when the successor is first used, and not now; the
 *     old key keeps its own end until then
 */
public record Rotation(Duration overlap, boolean fromFirstUse) {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the overlap is negative or longer than a century
   */
  public Rotation {
    TimeLimits.require("an overlap", overlap);
  }

  /** Both work for so long. */
  public static Rotation overlapping(Duration overlap) {
    return new Rotation(overlap, false);
  }

  /** Both work until the successor is first used, and then for so long. */
  public static Rotation overlappingFromFirstUse(Duration overlap) {
    return new Rotation(overlap, true);
  }

  /** The old key is over and off at once: for one that leaked. */
  public static Rotation immediate() {
    return new Rotation(Duration.ZERO, false);
  }

  public boolean isImmediate() {
    return overlap.isZero() && !fromFirstUse;
  }
}
