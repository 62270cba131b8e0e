package dev.sallyport.management;

import java.time.Instant;

/**
 * How long a key can be valid.
 *
 * @param end last instant at which it is valid if it is not renewed; {@link Instant#MAX} if it has
 *     no end
 * @param latestEnd last instant to which use can renew it; the end itself if use does not renew it
 */
public record Validity(Instant end, Instant latestEnd) {
  /** Has no end. */
  public static final Validity ENDLESS = new Validity(Instant.MAX, Instant.MAX);

  /** Whether it ends no later than another one, with and without renewal. */
  public boolean isWithin(Validity other) {
    return !end.isAfter(other.end) && !latestEnd.isAfter(other.latestEnd);
  }

  /** The same, cut off at an instant. */
  public Validity until(Instant last) {
    return new Validity(earlier(end, last), earlier(latestEnd, last));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
