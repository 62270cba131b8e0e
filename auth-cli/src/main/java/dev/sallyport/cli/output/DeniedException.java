package dev.sallyport.cli.output;

/**
 * Thrown when an operation is denied. The message is one sentence without secrets.
 *
 * <p>A retry has the same result, unless the message gives a time to retry.
 */
public final class DeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of one sentence. */
  public DeniedException(String message) {
    super(message);
  }
}
