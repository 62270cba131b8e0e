package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a key. A null component leaves the property unchanged; the bounds are those of {@link
 * ApiKey}.
 *
 * <pre>{@code
 * sallyport.keys().edit(id, KeyUpdate.NOTHING.name("CI").active(false));
 * }</pre>
 *
 * @param nameOrNull new name
 * @param descriptionOrNull new description
 * @param scopesOrNull new scopes, which replace all present ones
 * @param networksOrNull new networks, which replace all present ones; empty allows any address
 * @param tagsOrNull new tags, which replace all present ones
 * @param activeOrNull new active state
 * @param lifetimeOrNull new lifetime, counted from the edit. A fixed expiry is no longer moved by
 *     renewal; a successor gets the period from creation to that expiry as its ttl
 * @since 0.1.0
 */
public record KeyUpdate(
    @Nullable String nameOrNull,
    @Nullable String descriptionOrNull,
    @Nullable Collection<String> scopesOrNull,
    @Nullable Collection<Network> networksOrNull,
    @Nullable Collection<String> tagsOrNull,
    @Nullable Boolean activeOrNull,
    @Nullable Lifetime lifetimeOrNull) {

  /** Update that changes nothing. */
  public static final KeyUpdate NOTHING = new KeyUpdate(null, null, null, null, null, null, null);

  public KeyUpdate {
    scopesOrNull = scopesOrNull == null ? null : List.copyOf(scopesOrNull);
    networksOrNull = networksOrNull == null ? null : List.copyOf(networksOrNull);
    tagsOrNull = tagsOrNull == null ? null : List.copyOf(tagsOrNull);
  }

  /** Returns this update with a name. */
  public KeyUpdate name(String name) {
    return new KeyUpdate(
        name,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  /** Returns this update with a description. */
  public KeyUpdate description(String description) {
    return new KeyUpdate(
        nameOrNull,
        description,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  /** Returns this update with scopes. */
  public KeyUpdate scopes(Collection<String> scopes) {
    return new KeyUpdate(
        nameOrNull,
        descriptionOrNull,
        scopes,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  /** Returns this update with networks. */
  public KeyUpdate networks(Collection<Network> networks) {
    return new KeyUpdate(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networks,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  /** Returns this update with tags. */
  public KeyUpdate tags(Collection<String> tags) {
    return new KeyUpdate(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tags,
        activeOrNull,
        lifetimeOrNull);
  }

  /** Returns this update with an active state. */
  public KeyUpdate active(boolean active) {
    return new KeyUpdate(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        active,
        lifetimeOrNull);
  }

  /** Returns this update with a lifetime. */
  public KeyUpdate lifetime(Lifetime lifetime) {
    return new KeyUpdate(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetime);
  }

  /** Applies everything except the lifetime to a key. */
  public ApiKey.Builder applyTo(ApiKey key) {
    return key.toBuilder()
        .name(nameOrNull == null ? key.name() : nameOrNull)
        .description(descriptionOrNull == null ? key.description() : descriptionOrNull)
        .scopes(scopesOrNull == null ? key.scopes() : scopesOrNull)
        .networks(networksOrNull == null ? key.networks() : networksOrNull)
        .tags(tagsOrNull == null ? key.tags() : tagsOrNull)
        .active(activeOrNull == null ? key.active() : activeOrNull);
  }
}
