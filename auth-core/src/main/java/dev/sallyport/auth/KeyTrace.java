package dev.sallyport.auth;

import java.time.Duration;
import java.util.UUID;

/** Which key a token that was found is the own of. */
public sealed interface KeyTrace {
  /** This one's, in whatever state it is. */
  record Found(UUID keyId) implements KeyTrace {}

  /** No key's. */
  record NotFound() implements KeyTrace {}

  /**
   * Nobody looked, because too many came from there.
   *
   * @param retryAfter when to try again, more than zero
   */
  record Throttled(Duration retryAfter) implements KeyTrace {}
}
