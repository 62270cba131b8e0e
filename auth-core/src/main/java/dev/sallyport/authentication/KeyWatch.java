package dev.sallyport.authentication;

import dev.sallyport.Sallyport;

/**
 * A watch over a key, of {@link Sallyport#watch}. Close it when what it was for has ended by
 * itself. Thread-safe.
 */
public interface KeyWatch extends AutoCloseable {
  /** Ends the watch; its action is not run any more. */
  @Override
  void close();
}
