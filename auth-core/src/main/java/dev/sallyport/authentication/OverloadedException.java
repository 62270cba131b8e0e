package dev.sallyport.authentication;

import dev.sallyport.key.SallyportException;

/**
 * Signals that a token could not be verified in time because too many verifications were in
 * progress. Says nothing about the token. Has no stack trace, because floods throw it often; the
 * message names the limit that was reached.
 *
 * <pre>{@code
 * try {
 *   return sallyport.authenticator().authenticate(token);
 * } catch (OverloadedException e) {
 *   return unavailable();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public class OverloadedException extends SallyportException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the limit that was reached
   */
  public OverloadedException(String message) {
    super(message, false, false);
  }
}
