package dev.sallyport.spi;

/**
 * In which order to list keys. Keys without what they are sorted by (a use, an end) stand last
 * whichever the direction, and those that are otherwise alike in the order of their ids, so that
 * pages do not overlap.
 *
 * @param descending whether the latest, or the last of the alphabet, stands first
 */
public record ApiKeySort(By by, boolean descending) {
  /** As keys are listed unless somebody wants it otherwise. */
  public static final ApiKeySort NEWEST_FIRST = new ApiKeySort(By.CREATED, true);

  /** What keys are sorted by. */
  public enum By {
    CREATED,
    /** The case of ASCII letters does not matter. */
    NAME,
    /** The account number, then the username, character by character. */
    OWNER,
    LAST_USED,
    EXPIRY
  }

  public static ApiKeySort ascending(By by) {
    return new ApiKeySort(by, false);
  }

  public static ApiKeySort descending(By by) {
    return new ApiKeySort(by, true);
  }
}
