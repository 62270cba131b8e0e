package dev.sallyport.auth.spi;

/**
 * How many keys there are, as an overview tells it. Every key is active, inactive or expired; the
 * other three count some of the active ones. What each means, {@link SummaryQuery} says.
 *
 * @param active switched on and not expired
 * @param inactive switched off and not expired
 * @param expired over, switched on or off
 * @param expiringSoon active, but over before long
 * @param neverUsed active, but without a recorded use
 * @param overAge active, but older than keys should become
 */
public record KeySummary(
    long active, long inactive, long expired, long expiringSoon, long neverUsed, long overAge) {
  /** All keys. */
  public long total() {
    return active + inactive + expired;
  }
}
