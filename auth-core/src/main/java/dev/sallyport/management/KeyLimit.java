package dev.sallyport.management;

/**
 * How many keys an owner may have. Keys that are over do not count, those that are switched off do;
 * a successor made by rotation is let in beyond the limit, for its predecessor is about to end.
 *
 * @param keys the most, at least 1
 * @param policy what becomes of the wish for one more
 */
public record KeyLimit(int keys, Policy policy) {
  /** What becomes of the wish for one key more. */
  public enum Policy {
    /** It is refused. */
    DENY,
    /** The owner's oldest key is deleted. */
    EVICT_OLDEST
  }

  public KeyLimit {
    if (keys < 1) {
      throw new IllegalArgumentException("an owner may have at least one key");
    }
  }
}
