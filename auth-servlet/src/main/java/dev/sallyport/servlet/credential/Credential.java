package dev.sallyport.servlet.credential;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.Secret;

/** What a request brought, before anybody judged whether it is good. */
public sealed interface Credential {
  /**
   * No token: the request goes on where a request without a token may.
   *
   * @param reason what to answer where it may not
   */
  record Absent(DenialReason reason) implements Credential {}

  /** One token. */
  record Present(Secret token, CredentialLocation carrier) implements Credential {}

  /** Something for us that is not one token. */
  record Rejected(DenialReason reason) implements Credential {}
}
