package dev.sallyport.key;

import java.security.Principal;
import java.util.Set;
import java.util.UUID;

/**
 * Principal of an authenticated request, returned by {@code getUserPrincipal()}.
 *
 * <pre>{@code
 * ApiKeyPrincipal principal = (ApiKeyPrincipal) request.getUserPrincipal();
 * String accountId = principal.owner().accountId();
 * }</pre>
 *
 * @param owner owner of the key
 * @param keyId id of the key that was used, for logs and further queries
 * @param scopes scopes of the key; empty grants nothing beyond identity
 * @since 0.1.0
 */
public record ApiKeyPrincipal(Owner owner, UUID keyId, Set<String> scopes) implements Principal {
  public ApiKeyPrincipal {
    scopes = Set.copyOf(scopes);
  }

  /** Returns the principal of a request that uses the given key. */
  public static ApiKeyPrincipal of(ApiKey key) {
    return new ApiKeyPrincipal(key.owner(), key.id(), key.scopes());
  }

  /** Returns the user id, which may exist in several accounts: see {@link #owner}. */
  @Override
  public String getName() {
    return owner.userId();
  }
}
