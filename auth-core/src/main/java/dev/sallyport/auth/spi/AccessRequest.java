package dev.sallyport.auth.spi;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do with a key, as far as rules can judge by it.
 *
 * @param action such as the HTTP method, in upper case; empty if unknown
 * @param path to what, without query and without what a container strips; empty if unknown
 * @param client the address it comes from; empty if unknown
 * @param requiredScopes all of these the key must hold
 * @param resourceOrNull what it is for; null if it is for no resource, or that is not resolved yet
 */
public record AccessRequest(
    String action,
    String path,
    String client,
    Set<String> requiredScopes,
    @Nullable Resource resourceOrNull) {
  /** Nothing is known of it, and nothing required. */
  public static final AccessRequest UNKNOWN = new AccessRequest("", "", "", Set.of(), null);

  public AccessRequest {
    requiredScopes = Set.copyOf(requiredScopes);
  }

  /** For a resource, if any, that is still to be resolved. */
  public AccessRequest(String action, String path, String client, Set<String> requiredScopes) {
    this(action, path, client, requiredScopes, null);
  }

  public AccessRequest of(Resource resource) {
    return new AccessRequest(action, path, client, requiredScopes, resource);
  }

  /** What it is for. */
  public Optional<Resource> resource() {
    return Optional.ofNullable(resourceOrNull);
  }
}
