package dev.sallyport.servlet.internal;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;

/**
 * What becomes of a request at one filter; with a {@link Authentication}, it goes on as somebody.
 */
public sealed interface Decision
    permits Authentication,
        Decision.PassThrough,
        Decision.Anonymous,
        Decision.Preflight,
        Decision.Denial,
        Decision.Unavailable {
  /** Goes on as it came: none of our business, or decided before. */
  record PassThrough() implements Decision {}

  /** Goes on without a token; the answer may be another with one. */
  record Anonymous() implements Decision {}

  /** Goes no further: is answered as a CORS preflight whose origin nobody has allowed. */
  record Preflight() implements Decision {}

  /** Goes no further. */
  record Denial(Denied denied) implements Decision {}

  /** Goes no further, because nobody could tell. */
  record Unavailable(int retryAfterSeconds) implements Decision {
    private static final int WHEN_BUSY = 1;
    private static final int WHEN_DOWN = 5;

    /** What could not be found out because of this failure, of a verifier or of a store. */
    public static Unavailable because(RuntimeException failure) {
      return new Unavailable(failure instanceof OverloadedException ? WHEN_BUSY : WHEN_DOWN);
    }
  }
}
