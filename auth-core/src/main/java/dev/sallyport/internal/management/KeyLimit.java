package dev.sallyport.internal.management;

/**
 * Limit of keys per owner. Expired keys do not count, inactive ones do. A successor created by
 * rotation may exceed the limit, because its predecessor is about to expire.
 *
 * @param keys maximum number of keys, at least 1
 * @param policy policy for a creation by an owner who has reached the limit
 */
public record KeyLimit(int keys, Policy policy) {
  /** Policy for a creation by an owner who has reached the limit. */
  public enum Policy {
    /** Denies the creation. */
    DENY,
    /** Deletes the owner's oldest key. */
    EVICT_OLDEST
  }
}
