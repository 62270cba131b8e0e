package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.spi.AccessPolicy;
import dev.sallyport.auth.spi.AccessRequest;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells whether a key may do what it is used for: asks one rule after the other. */
final class AccessControl {
  /** From where a key may be used. What has no address comes from nowhere. */
  static final AccessPolicy NETWORKS =
      (key, request) ->
          key.networks().isEmpty()
                  || key.networks().stream().anyMatch(it -> it.contains(request.client()))
              ? Optional.empty()
              : Optional.of(AccessPolicy.Objection.of(DenialReason.NETWORK_NOT_ALLOWED));

  /** What a key may be used for. */
  static final AccessPolicy SCOPES =
      (key, request) ->
          Scopes.coverAll(key.scopes(), request.requiredScopes())
              ? Optional.empty()
              : Optional.of(
                  new AccessPolicy.Objection(
                      DenialReason.INSUFFICIENT_SCOPE, request.requiredScopes()));

  private final List<AccessPolicy> policies;

  /** Sallyport's own rules, and then those of the host. */
  AccessControl(List<AccessPolicy> ofHost) {
    policies = new ArrayList<>(List.of(NETWORKS, SCOPES));
    policies.addAll(ofHost);
  }

  /**
   * What speaks against the request; empty if nothing does.
   *
   * @throws StoreException if it could not be found out
   */
  Optional<Denied> objection(AuthToken key, AccessRequest request) {
    for (AccessPolicy policy : policies) {
      Optional<AccessPolicy.Objection> objection = ask(policy, key, request);
      if (objection.isPresent()) {
        return objection.map(it -> denied(key, it));
      }
    }
    return Optional.empty();
  }

  private static Optional<AccessPolicy.Objection> ask(
      AccessPolicy policy, AuthToken key, AccessRequest request) {
    try {
      return policy.objection(key, request);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException("The policy " + policy.getClass().getName() + " failed.", e);
    }
  }

  private static Denied denied(AuthToken key, AccessPolicy.Objection objection) {
    return new Denied(
        objection.reason(), key.id(), objection.requiredScopes(), Duration.ZERO, List.of());
  }
}
