package dev.sallyport.servlet.internal;

import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.credential.CredentialLocation;
import java.util.List;

/**
 * Goes on as somebody: proof that the token of a request was found good.
 *
 * @param by the checkpoint that found so
 * @param principal who the request is
 * @param carrier how the token came
 * @param quotas what to tell of them; empty if they were told already
 */
public record Authentication(
    FilterAuthenticator by,
    ApiKeyPrincipal principal,
    CredentialLocation carrier,
    List<Quota> quotas)
    implements Decision {
  /** With nothing to tell of quotas. */
  Authentication(FilterAuthenticator by, ApiKeyPrincipal principal, CredentialLocation carrier) {
    this(by, principal, carrier, List.of());
  }

  /** The same, for later filters and dispatches. */
  Authentication withoutQuotas() {
    return quotas.isEmpty() ? this : new Authentication(by, principal, carrier);
  }
}
