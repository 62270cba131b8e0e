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
 * @param overlap how long both keys work; with zero, the old key ends when the overlap starts
 * @param start when the overlap starts
 * @since 0.1.0
 */
public record Rotation(Duration overlap, Start start) {
  /** Start of an overlap. */
  public enum Start {
    /** The overlap starts now. */
    NOW,
    /**
     * The overlap starts at the first use of the successor; the old key keeps its expiry until
     * then.
     */
    FIRST_USE
  }

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
    return new Rotation(overlap, Start.NOW);
  }

  /** Returns a rotation with an overlap that starts at the first use of the successor. */
  public static Rotation overlappingFromFirstUse(Duration overlap) {
    return new Rotation(overlap, Start.FIRST_USE);
  }

  /**
   * Returns a rotation without overlap, for leaked keys: the old key expires and is deactivated
   * immediately.
   */
  public static Rotation immediate() {
    return new Rotation(Duration.ZERO, Start.NOW);
  }

  /** Returns whether the overlap starts at the first use of the successor. */
  public boolean isFromFirstUse() {
    return start == Start.FIRST_USE;
  }

  /** Returns whether the old key ends immediately. */
  public boolean isImmediate() {
    return overlap.isZero() && !isFromFirstUse();
  }
}
