package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a key. What is null stays as it is; the bounds are those of {@link
 * ApiKey}.
 *
 * @param scopesOrNull all that it will hold, not only what comes to it
 * @param networksOrNull all from which it may be used; none means from anywhere
 * @param tagsOrNull all that it will have
 * @param activeOrNull whether it will be switched on
 * @param lifetimeOrNull how long it lives, counted from the edit; a fixed end is moved by no
 *     renewal any more. A successor will live as long as from the making to that end
 */
public record KeyUpdate(
    @Nullable String nameOrNull,
    @Nullable String descriptionOrNull,
    @Nullable Collection<String> scopesOrNull,
    @Nullable Collection<Network> networksOrNull,
    @Nullable Collection<String> tagsOrNull,
    @Nullable Boolean activeOrNull,
    @Nullable Lifetime lifetimeOrNull) {

  /** Nothing. */
  public static final KeyUpdate NOTHING = new KeyUpdate(null, null, null, null, null, null, null);

  public KeyUpdate {
    scopesOrNull = scopesOrNull == null ? null : List.copyOf(scopesOrNull);
    networksOrNull = networksOrNull == null ? null : List.copyOf(networksOrNull);
    tagsOrNull = tagsOrNull == null ? null : List.copyOf(tagsOrNull);
  }

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

  /** The key with all of it but the lifetime. */
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
