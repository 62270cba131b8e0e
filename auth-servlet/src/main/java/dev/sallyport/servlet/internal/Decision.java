package dev.sallyport.servlet.internal;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;

/** Decision of one filter about a request. */
public sealed interface Decision
    permits Authentication,
        Decision.PassThrough,
        Decision.Anonymous,
        Decision.Preflight,
        Decision.Denial,
        Decision.Unavailable {
  /** The request is passed on unchanged, because it is exempt or was decided before. */
  record PassThrough() implements Decision {}

  /** The request is passed on without a token. The response may be different with one. */
  record Anonymous() implements Decision {}

  /** The request is a CORS preflight and stops here. The response allows no origin. */
  record Preflight() implements Decision {}

  /** The request is denied. */
  record Denial(Denied denied) implements Decision {}

  /**
   * The request stops here, because the token could not be checked.
   *
   * @param retryAfterSeconds when the client may try again
   */
  record Unavailable(int retryAfterSeconds) implements Decision {
    private static final int WHEN_BUSY = 1;
    private static final int WHEN_DOWN = 5;

    /** Returns the decision for a failure of a store or an overloaded verifier. */
    public static Unavailable because(RuntimeException failure) {
      return new Unavailable(failure instanceof OverloadedException ? WHEN_BUSY : WHEN_DOWN);
    }
  }
}
