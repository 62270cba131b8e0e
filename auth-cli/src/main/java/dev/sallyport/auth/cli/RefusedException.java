package dev.sallyport.auth.cli;

/**
 * A server does not want to. The message is one sentence and holds nothing secret.
 *
 * <p>Asking again changes nothing, unless the message says when.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
