package dev.sallyport.authentication;

import dev.sallyport.Sallyport;

/**
 * Handle of {@link Sallyport#watch}. Close it when the operation that uses the key has ended.
 * Thread-safe.
 *
 * <pre>{@code
 * try (KeyWatch watch = sallyport.watch(principal.keyId(), stream::cancel)) {
 *   stream.run();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface KeyWatch extends AutoCloseable {
  /** Ends the watch; its action will not run. */
  @Override
  void close();
}
