package dev.sallyport.authorization;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request with all components known. */
record KnownRequest(
    String action,
    String path,
    String client,
    Set<String> requiredScopes,
    @Nullable Resource resourceOrNull)
    implements AccessRequest {
  KnownRequest {
    requiredScopes = Set.copyOf(requiredScopes);
  }

  @Override
  public Optional<Resource> resource() {
    return Optional.ofNullable(resourceOrNull);
  }
}
