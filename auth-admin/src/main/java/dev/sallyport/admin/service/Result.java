package dev.sallyport.admin.service;

import java.util.Optional;
import java.util.function.Function;

/** What came of asking for something. */
public sealed interface Result<T> {
  /** It is done, or found. */
  record Done<T>(T value) implements Result<T> {}

  /** Nothing is done, for this reason. */
  record Declined<T>(Denial why) implements Result<T> {}

  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Result<T> declined(Denial why) {
    return new Declined<>(why);
  }

  /** What there is, or that it is not there. */
  static <T> Result<T> of(Optional<T> found) {
    return found.<Result<T>>map(Done::new).orElseGet(() -> declined(Denial.ABSENT));
  }

  /** Whether nothing is done, for this very reason. */
  default boolean isDeclined(Denial reason) {
    return this instanceof Declined<T> declined && declined.why() == reason;
  }

  default <R> R fold(Function<T, R> ifDone, Function<Denial, R> ifDeclined) {
    return this instanceof Done<T> done
        ? ifDone.apply(done.value())
        : ifDeclined.apply(((Declined<T>) this).why());
  }
}
