package dev.sallyport.internal.access;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.internal.store.HostFailures;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Scopes;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates all access rules for a key: Sallyport's own, then those of the host, then those of the
 * request.
 */
public final class AccessControl {
  /** Restricts the client address. A request without an address is outside of every network. */
  static final AccessPolicy NETWORKS =
      (key, request) ->
          key.networks().isEmpty() || Network.isInAny(request.client(), key.networks())
              ? Optional.empty()
              : Optional.of(AccessPolicy.Denial.of(DenialReason.NETWORK_NOT_ALLOWED));

  /** Requires scopes. */
  static final AccessPolicy SCOPES =
      (key, request) ->
          Scopes.coverAll(key.scopes(), request.requiredScopes())
              ? Optional.empty()
              : Optional.of(
                  new AccessPolicy.Denial(
                      DenialReason.INSUFFICIENT_SCOPE, request.requiredScopes()));

  /** Restricts resources to keys of their account and to bound keys. */
  static final AccessPolicy RESOURCES =
      (key, request) ->
          request.resource().flatMap(it -> denial(key, it)).map(AccessPolicy.Denial::of);

  private final ResourceCache resources;
  private final List<AccessPolicy> policies;
  private final boolean hasNoHostRules;

  /** Creates access control with Sallyport's own policies, followed by those of the host. */
  public AccessControl(ResourceCache resources, List<AccessPolicy> ofHost) {
    this.resources = resources;
    policies = new ArrayList<>(List.of(NETWORKS, SCOPES, RESOURCES));
    policies.addAll(ofHost);
    hasNoHostRules = ofHost.isEmpty() && !resources.hasResolvers();
  }

  private static Optional<DenialReason> denial(AuthenticatedKey key, Resource resource) {
    if (!resource.accountId().equals(key.owner().accountId())) {
      return Optional.of(DenialReason.RESOURCE_OF_ANOTHER_ACCOUNT);
    }
    return !resource.isBound() || resource.boundGroups().contains(key.groupId())
        ? Optional.empty()
        : Optional.of(DenialReason.KEY_NOT_BOUND);
  }

  /**
   * Returns whether the request is for an open resource and requires no scope.
   *
   * @throws StoreException if the resource could not be resolved
   */
  public boolean isOpen(AccessRequest request, Instant now) {
    return resources.canBeOpen()
        && request.requiredScopes().isEmpty()
        && resources.resolve(request).flatMap(id -> resources.find(id, now)).stream()
            .anyMatch(resources::isOpen);
  }

  /**
   * Returns whether the request requires a scope or is for a resource.
   *
   * @throws StoreException if the resource could not be resolved
   */
  public boolean hasRule(AccessRequest request) {
    return !request.requiredScopes().isEmpty() || resources.resolve(request).isPresent();
  }

  /**
   * Returns whether the request requires a key: it requires a scope, or is for a resource that is
   * not open.
   *
   * @throws StoreException if the resource could not be resolved
   */
  public boolean needsKey(AccessRequest request, Instant now) {
    return hasRule(request) && !isOpen(request, now);
  }

  /**
   * Evaluates all rules.
   *
   * @return the denial, or null to allow
   * @throws StoreException if a rule could not be evaluated
   */
  public @Nullable Denied check(AuthenticatedKey key, AccessRequest request, Instant now) {
    return isUnrestricted(key, request) ? null : denial(key, request, now);
  }

  /** Returns whether no rule applies, so that nothing needs to be allocated. */
  private boolean isUnrestricted(AuthenticatedKey key, AccessRequest request) {
    return hasNoHostRules
        && request.requiredScopes().isEmpty()
        && request.resource().isEmpty()
        && request.policies().isEmpty()
        && key.networks().isEmpty();
  }

  private @Nullable Denied denial(AuthenticatedKey key, AccessRequest request, Instant now) {
    Optional<ResourceId> id = resources.resolve(request);
    if (id.isEmpty()) {
      return denial(key, request, request.policies());
    }
    Optional<Resource> resource = resources.find(id.get(), now);
    if (resource.isEmpty()) {
      return new Denied(DenialReason.RESOURCE_UNKNOWN, key.id());
    }
    return resources.isOpen(resource.get())
        ? denial(key, request, request.policies())
        : denial(key, request.of(resource.get()), request.policies());
  }

  private @Nullable Denied denial(
      AuthenticatedKey key, AccessRequest request, List<AccessPolicy> ofRequest) {
    for (List<AccessPolicy> group : List.of(policies, ofRequest)) {
      for (AccessPolicy policy : group) {
        Optional<AccessPolicy.Denial> denial = evaluate(policy, key, request);
        if (denial.isPresent()) {
          return denied(key, denial.get());
        }
      }
    }
    return null;
  }

  private static Optional<AccessPolicy.Denial> evaluate(
      AccessPolicy policy, AuthenticatedKey key, AccessRequest request) {
    try {
      return policy.evaluate(key, request);
    } catch (RuntimeException e) {
      throw HostFailures.translated("policy " + policy.getClass().getName(), e);
    }
  }

  private static Denied denied(AuthenticatedKey key, AccessPolicy.Denial denial) {
    return new Denied(
        denial.reason(), Optional.of(key.id()), denial.requiredScopes(), Duration.ZERO, List.of());
  }
}
