package dev.sallyport.auth.servlet;

import dev.sallyport.auth.spi.RateLimiter.Quota;
import dev.sallyport.auth.token.TokenPrincipal;
import java.util.List;

/**
 * Goes on as somebody: proof that the token of a request was found good.
 *
 * @param by the checkpoint that found so
 * @param principal who the request is
 * @param carrier how the token came
 * @param quotas what to tell of them; empty if they were told already
 */
record Passport(Checkpoint by, TokenPrincipal principal, Carrier carrier, List<Quota> quotas)
    implements Decision {
  /** With nothing to tell of quotas. */
  Passport(Checkpoint by, TokenPrincipal principal, Carrier carrier) {
    this(by, principal, carrier, List.of());
  }

  /** The same, for later filters and dispatches. */
  Passport withoutQuotas() {
    return quotas.isEmpty() ? this : new Passport(by, principal, carrier);
  }
}
