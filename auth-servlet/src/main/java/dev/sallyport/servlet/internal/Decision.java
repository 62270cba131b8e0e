package dev.sallyport.servlet.internal;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;
import java.time.Duration;

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
   * @param retryAfter how long the client should wait
   */
  record Unavailable(Duration retryAfter) implements Decision {
    static final Unavailable BUSY = new Unavailable(Duration.ofSeconds(1));
    static final Unavailable DOWN = new Unavailable(Duration.ofSeconds(5));

    /** Returns the decision for a failure of a store or an overloaded verifier. */
    public static Unavailable because(RuntimeException failure) {
      return failure instanceof OverloadedException ? BUSY : DOWN;
    }
  }
}
