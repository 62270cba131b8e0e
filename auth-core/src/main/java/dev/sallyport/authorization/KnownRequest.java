package dev.sallyport.authorization;

import java.util.Optional;
import java.util.Set;

/** Request with all components known. */
record KnownRequest(
    String action,
    String path,
    String client,
    Set<String> requiredScopes,
    Optional<Resource> resource)
    implements AccessRequest {
  KnownRequest {
    requiredScopes = Set.copyOf(requiredScopes);
  }
}
