package dev.sallyport.spi;

/**
 * Signals that a change was not made because of concurrent modifications, after many attempts.
 * Nothing was changed. The caller can repeat the call.
 *
 * <pre>{@code
 * catch (StoreConflictException e) {
 *   return conflict(); // 409 or 503: the client may try again
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class StoreConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message description without confidential values
   */
  public StoreConflictException(String message) {
    super(message);
  }
}
