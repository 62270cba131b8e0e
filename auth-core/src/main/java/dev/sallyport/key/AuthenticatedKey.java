package dev.sallyport.key;

import java.util.Set;
import java.util.UUID;

/**
 * A key whose token was proven, as far as rules and quotas go by it. The rest of the record stays
 * in the store, so that a million of these can be remembered.
 *
 * @param id public name of the key
 * @param groupId what it has in common with those it succeeds and those that succeed it; see {@link
 *     ApiKey#groupId()}
 * @param owner whose key it is
 * @param scopes what it may be used for; empty means nothing beyond identity
 * @param networks from where it may be used; empty means from anywhere
 * @param tags free labels of its owner
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

  /** What a key is to rules. */
  public static AuthenticatedKey of(ApiKey key) {
    return new AuthenticatedKey(
        key.id(), key.groupId(), key.owner(), key.scopes(), key.networks(), key.tags());
  }
}
