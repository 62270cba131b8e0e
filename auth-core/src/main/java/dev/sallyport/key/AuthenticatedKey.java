package dev.sallyport.key;

import java.util.Set;
import java.util.UUID;

/**
 * Key with a verified token, reduced to what policies and quotas need. Small enough that a million
 * of these can be cached; the rest of the record stays in the store.
 *
 * <pre>{@code
 * AccessPolicy noTestKeys = (key, request) ->
 *     key.tags().contains("test")
 *         ? Optional.of(Denial.of(DenialReason.DENIED_BY_POLICY))
 *         : Optional.empty();
 * }</pre>
 *
 * @param id public id of the key
 * @param groupId id shared by all keys of one rotation chain; see {@link ApiKey#groupId()}
 * @param owner owner of the key
 * @param scopes granted scopes; empty grants nothing beyond identity
 * @param networks networks from which the key may be used; empty allows any address
 * @param tags free labels of the owner
 * @since 0.1.0
 */
public record AuthenticatedKey(
    UUID id,
    UUID groupId,
    Owner owner,
    Set<String> scopes,
    Set<Network> networks,
    Set<String> tags) {
  public AuthenticatedKey {
    scopes = Set.copyOf(scopes);
    networks = Set.copyOf(networks);
    tags = Set.copyOf(tags);
  }

  /** Returns the view that policies have of a key. */
  public static AuthenticatedKey of(ApiKey key) {
    return new AuthenticatedKey(
        key.id(), key.groupId(), key.owner(), key.scopes(), key.networks(), key.tags());
  }
}
