package dev.sallyport.internal.management;

import dev.sallyport.spi.StoreConflictException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Repetition of conditional changes that another thread or node may be faster with. */
final class Retry {
  static final int MAX_ATTEMPTS = 100;

  private Retry() {}

  /**
   * Repeats a change until it has a result.
   *
   * @param what the change, to follow "Could not"
   * @throws StoreConflictException if it has none after {@value #MAX_ATTEMPTS} attempts
   */
  static <T> T until(String what, Supplier<Optional<T>> change) {
    return Stream.generate(change)
        .limit(MAX_ATTEMPTS)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> conflict(what));
  }

  /** Returns the exception to throw after the last attempt. */
  static StoreConflictException conflict(String what) {
    return new StoreConflictException(
        "Could not %s after %d attempts because of concurrent modifications."
            .formatted(what, MAX_ATTEMPTS));
  }
}
