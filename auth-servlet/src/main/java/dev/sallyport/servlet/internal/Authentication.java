package dev.sallyport.servlet.internal;

import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.credential.CredentialLocation;
import java.util.List;

/**
 * Decision to pass on a request that has a valid token.
 *
 * @param authenticator the authenticator that verified the token
 * @param principal the authenticated key and its owner
 * @param location the place of the token in the request
 * @param quotas the quotas to report in the response; empty if there are none or they were reported
 */
public record Authentication(
    FilterAuthenticator authenticator,
    ApiKeyPrincipal principal,
    CredentialLocation location,
    List<Quota> quotas)
    implements Decision {
  /** Creates an authentication without quotas. */
  Authentication(
      FilterAuthenticator authenticator, ApiKeyPrincipal principal, CredentialLocation location) {
    this(authenticator, principal, location, List.of());
  }

  /** Returns this authentication without quotas, for later filters and dispatches. */
  Authentication withoutQuotas() {
    return quotas.isEmpty() ? this : new Authentication(authenticator, principal, location);
  }
}
