package dev.sallyport.authorization;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to do with a key, as far as rules can judge by it. Its parts are asked for
 * only where a rule goes by them, so that they may be made then. Used by one thread.
 */
public interface AccessRequest {
  /** Nothing is known of it, and nothing required. */
  AccessRequest UNKNOWN = of("", "", "", Set.of());

  /** One of which everything is known, for a resource, if any, that is still to be resolved. */
  static AccessRequest of(String action, String path, String client, Set<String> requiredScopes) {
    return new KnownRequest(action, path, client, requiredScopes, null);
  }

  /** Such as the HTTP method, in upper case; empty if unknown. */
  String action();

  /** To what, without query and without what a container strips; empty if unknown. */
  String path();

  /** The address it comes from; empty if unknown. */
  String client();

  /** All of these the key must hold. */
  Set<String> requiredScopes();

  /** Rules that hold for this request only, asked after all others; empty where there are none. */
  default List<AccessPolicy> policies() {
    return List.of();
  }

  /** What it is for; empty if it is for no resource, or that is not resolved yet. */
  default Optional<Resource> resource() {
    return Optional.empty();
  }

  /** The same for a resource. */
  default AccessRequest of(Resource resource) {
    return new KnownRequest(action(), path(), client(), requiredScopes(), resource);
  }
}
