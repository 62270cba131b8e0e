package dev.sallyport.cli.output;

/** Thrown if the host application, and not Sallyport, keeps accounts and users. */
public final class OwnersKeptElsewhereException extends UsageException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of one sentence. */
  public OwnersKeptElsewhereException(String message) {
    super(message);
  }
}
