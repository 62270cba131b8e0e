package dev.sallyport.auth.servlet;

import dev.sallyport.auth.AuthResult.Denied;

/** What becomes of a request at one filter. */
sealed interface Decision {
  /** Goes on as it came: none of our business, or decided before. */
  record Untouched() implements Decision {}

  /** Goes on without a token; the answer may be another with one. */
  record Anonymous() implements Decision {}

  /** Goes on as somebody. */
  record Admitted(Passport passport) implements Decision {}

  /** Goes no further. */
  record Refused(Denied denied) implements Decision {}

  /** Goes no further, because nobody could tell. */
  record Unknown(int retryAfterSeconds) implements Decision {}
}
