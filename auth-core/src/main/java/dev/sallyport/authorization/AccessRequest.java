package dev.sallyport.authorization;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Request as seen by access rules. Components are read only by rules that need them, so that they
 * can be computed lazily. Used by one thread.
 *
 * <pre>{@code
 * AccessRequest request =
 *     AccessRequest.of("GET", "/api/chat", clientAddress, Set.of("chat:read"));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface AccessRequest {
  /** Request of which nothing is known and for which nothing is required. */
  AccessRequest UNKNOWN = of("", "", "", Set.of());

  /**
   * Returns a request with all components known, whose resource, if any, is still to be resolved.
   */
  static AccessRequest of(String action, String path, String client, Set<String> requiredScopes) {
    return new KnownRequest(action, path, client, requiredScopes, Optional.empty());
  }

  /** Returns the action, such as the HTTP method in upper case; empty if unknown. */
  String action();

  /**
   * Returns the path without the query and path parameters stripped by the container; empty if
   * unknown.
   */
  String path();

  /** Returns the client address; empty if unknown. */
  String client();

  /** Returns the required scopes, all of which the key must hold. */
  Set<String> requiredScopes();

  /** Returns policies of this request only, evaluated after all others; empty if there are none. */
  default List<AccessPolicy> policies() {
    return List.of();
  }

  /**
   * Returns the resource; empty if the request is for no resource or the resource is not resolved
   * yet.
   */
  default Optional<Resource> resource() {
    return Optional.empty();
  }

  /** Returns this request for a resource. */
  default AccessRequest of(Resource resource) {
    return new KnownRequest(action(), path(), client(), requiredScopes(), Optional.of(resource));
  }
}
