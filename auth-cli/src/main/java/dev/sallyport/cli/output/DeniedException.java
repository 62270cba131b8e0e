package dev.sallyport.cli.output;

/**
 * A server does not want to. The message is one sentence and holds nothing secret.
 *
 * <p>Asking again changes nothing, unless the message says when.
 */
public final class DeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeniedException(String message) {
    super(message);
  }
}
