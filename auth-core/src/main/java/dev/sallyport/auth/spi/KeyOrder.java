package dev.sallyport.auth.spi;

/**
 * In which order to list keys. Keys without what they are sorted by (a use, an end) stand last
 * whichever the direction, and those that are otherwise alike in the order of their ids, so that
 * pages do not overlap.
 *
 * @param descending whether the latest, or the last of the alphabet, stands first
 */
public record KeyOrder(By by, boolean descending) {
  /** As keys are listed unless somebody wants it otherwise. */
  public static final KeyOrder NEWEST_FIRST = new KeyOrder(By.CREATED, true);

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

  public static KeyOrder ascending(By by) {
    return new KeyOrder(by, false);
  }

  public static KeyOrder descending(By by) {
    return new KeyOrder(by, true);
  }
}
