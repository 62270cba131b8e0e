package dev.sallyport.spi;

/**
 * Signals that a store cannot be used as it is set up: its schema, its rights or its configuration
 * do not fit. Repeating the call does not help. The message is a sentence with the remedy for the
 * operator.
 *
 * <pre>{@code
 * catch (StoreSetupException e) {
 *   log.error(e.getMessage());
 *   throw e;
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class StoreSetupException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message description without confidential values
   */
  public StoreSetupException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message description without confidential values
   */
  public StoreSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
