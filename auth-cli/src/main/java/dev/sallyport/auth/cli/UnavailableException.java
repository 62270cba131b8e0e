package dev.sallyport.auth.cli;

/** A file or a server could not be asked. The message is one sentence and holds nothing secret. */
final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
