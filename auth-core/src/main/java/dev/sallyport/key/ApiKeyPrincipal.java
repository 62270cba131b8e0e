package dev.sallyport.key;

import java.security.Principal;
import java.util.Set;
import java.util.UUID;

/**
 * Who a request is, once its token was proven: what {@code getUserPrincipal()} answers.
 *
 * @param owner whose key it is
 * @param keyId which key was used, for logs and for asking more about it
 * @param scopes what the key may be used for; empty means nothing beyond identity
 */
public record ApiKeyPrincipal(Owner owner, UUID keyId, Set<String> scopes) implements Principal {
  public ApiKeyPrincipal {
    scopes = Set.copyOf(scopes);
  }

  /** The principal of a request that uses this key. */
  public static ApiKeyPrincipal of(ApiKey key) {
    return new ApiKeyPrincipal(key.owner(), key.id(), key.scopes());
  }

  /** The username. */
  @Override
  public String getName() {
    return owner.username();
  }
}
