package dev.sallyport.admin.service;

import java.util.Optional;
import java.util.function.Function;

/** Result of an action or a query. */
public sealed interface Result<T> {
  /** The action was done, or the object was found. */
  record Done<T>(T value) implements Result<T> {}

  /** Nothing was done, for this reason. */
  record Declined<T>(Denial why) implements Result<T> {}

  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Result<T> declined(Denial why) {
    return new Declined<>(why);
  }

  /** Returns a found object, or {@link Denial#ABSENT}. */
  static <T> Result<T> of(Optional<T> found) {
    return found.<Result<T>>map(Done::new).orElseGet(() -> declined(Denial.ABSENT));
  }

  /** Returns whether the action was declined for this reason. */
  default boolean isDeclined(Denial reason) {
    return this instanceof Declined<T> declined && declined.why() == reason;
  }

  /** Maps both cases to one type. */
  default <R> R fold(Function<T, R> ifDone, Function<Denial, R> ifDeclined) {
    return this instanceof Done<T> done
        ? ifDone.apply(done.value())
        : ifDeclined.apply(((Declined<T>) this).why());
  }
}
