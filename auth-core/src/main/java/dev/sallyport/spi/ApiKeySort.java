package dev.sallyport.spi;

/**
 * Order of keys. Ties are broken by id, so that pages do not overlap. A descending order is the
 * reverse of the ascending one.
 *
 * <pre>{@code
 * ApiKeySort byName = ApiKeySort.ascending(ApiKeySort.By.NAME);
 * }</pre>
 *
 * @param by property to sort by
 * @param descending whether the latest, or the last of the alphabet, comes first
 * @since 0.1.0
 */
public record ApiKeySort(By by, boolean descending) {
  /** Default order. */
  public static final ApiKeySort NEWEST_FIRST = new ApiKeySort(By.CREATED, true);

  /** Property to sort by. */
  public enum By {
    CREATED,
    /** Ignores the case of ASCII letters. */
    NAME,
    /** Sorts by account id, then by user id, character by character. */
    OWNER,
    /** Keys that were never used come first. */
    LAST_USED,
    /** Keys that never expire come last. */
    EXPIRY
  }

  /** Returns an ascending order. */
  public static ApiKeySort ascending(By by) {
    return new ApiKeySort(by, false);
  }

  /** Returns a descending order. */
  public static ApiKeySort descending(By by) {
    return new ApiKeySort(by, true);
  }
}
