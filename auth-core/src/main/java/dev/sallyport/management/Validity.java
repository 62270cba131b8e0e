package dev.sallyport.management;

import java.time.Instant;

/**
 * Period for which a key can be valid.
 *
 * <pre>{@code
 * Instant latest = sallyport.keys().validity(key).latestEnd();
 * }</pre>
 *
 * @param end last instant of validity without renewal; {@link Instant#MAX} if there is none
 * @param latestEnd last instant to which use can renew the key; equal to {@code end} if use does
 *     not renew it
 * @since 0.1.0
 */
public record Validity(Instant end, Instant latestEnd) {
  /** Unlimited validity. */
  public static final Validity ENDLESS = new Validity(Instant.MAX, Instant.MAX);

  /** Returns whether this validity ends no later than another one, with and without renewal. */
  public boolean isWithin(Validity other) {
    return !end.isAfter(other.end) && !latestEnd.isAfter(other.latestEnd);
  }

  /** Returns this validity limited to an instant. */
  public Validity until(Instant last) {
    return new Validity(earlier(end, last), earlier(latestEnd, last));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
