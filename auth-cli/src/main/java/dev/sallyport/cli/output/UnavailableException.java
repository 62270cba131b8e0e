package dev.sallyport.cli.output;

/** A file or a server could not be asked. The message is one sentence and holds nothing secret. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
