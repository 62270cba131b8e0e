package dev.sallyport.key;

/**
 * Signals that a question could not be answered: a dependency failed, or there was too much to do.
 * A denial is never an exception. Invalid arguments are {@link IllegalArgumentException}s.
 *
 * <pre>{@code
 * try {
 *   return sallyport.authenticator().authenticate(token);
 * } catch (SallyportException e) {
 *   return unavailable();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class SallyportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message description without confidential values
   */
  protected SallyportException(String message) {
    super(message);
  }

  /** Creates an exception with a cause. */
  protected SallyportException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates an exception that may have no stack trace. */
  protected SallyportException(
      String message, boolean enableSuppression, boolean writableStackTrace) {
    super(message, null, enableSuppression, writableStackTrace);
  }
}
