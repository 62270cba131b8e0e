package dev.sallyport.cli.output;

/** Thrown when a file or a server is unavailable. The message is one sentence without secrets. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of one sentence. */
  public UnavailableException(String message) {
    super(message);
  }

  /** Creates an exception with a message of one sentence and a cause. */
  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
