package dev.sallyport.spi;

/**
 * The store could not be asked: down, slow, broken, or holding a row nobody can read.
 *
 * <p>Never means "no". Who catches it must refuse without blaming the client. Its message holds no
 * token, digest or password.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
