package dev.sallyport.spi;

import dev.sallyport.key.SallyportException;

/**
 * Signals that the store could not answer: it is unavailable, slow or broken, or contains an
 * unreadable row.
 *
 * <p>{@link StoreConflictException} signals that the call can be repeated. {@link
 * StoreSetupException} signals that an operator has to change something. Any other failure may be
 * temporary.
 *
 * <p>It says nothing about the key or the request. Handlers must deny the request without blaming
 * the client. The message contains no token, digest or password.
 *
 * <pre>{@code
 * try {
 *   return sallyport.keys().get(id);
 * } catch (StoreException e) {
 *   return unavailable();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public class StoreException extends SallyportException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message description without confidential values
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message description without confidential values
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
