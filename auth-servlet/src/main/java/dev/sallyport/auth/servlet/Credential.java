package dev.sallyport.auth.servlet;

import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Secret;

/** What a request brought, before anybody judged whether it is good. */
sealed interface Credential {
  /**
   * No token: the request goes on where a request without a token may.
   *
   * @param reason what to answer where it may not
   */
  record Absent(DenialReason reason) implements Credential {}

  /** One token. */
  record Present(Secret token, Carrier carrier) implements Credential {}

  /** Something for us that is not one token. */
  record Rejected(DenialReason reason) implements Credential {}
}
