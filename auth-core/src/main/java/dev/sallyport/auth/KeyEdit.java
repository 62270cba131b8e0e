package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a key. What is null stays as it is; the bounds are those of {@link
 * AuthToken}.
 *
 * @param scopesOrNull all that it will hold, not only what comes to it
 * @param networksOrNull all from which it may be used; none means from anywhere
 * @param tagsOrNull all that it will have
 * @param activeOrNull whether it will be switched on
 * @param lifetimeOrNull how long it lives, counted from the edit; a fixed end is moved by no
 *     renewal any more. A successor will live as long as from the making to that end
 */
public record KeyEdit(
    @Nullable String nameOrNull,
    @Nullable String descriptionOrNull,
    @Nullable Collection<String> scopesOrNull,
    @Nullable Collection<Network> networksOrNull,
    @Nullable Collection<String> tagsOrNull,
    @Nullable Boolean activeOrNull,
    @Nullable Lifetime lifetimeOrNull) {

  /** Nothing. */
  public static final KeyEdit NOTHING = new KeyEdit(null, null, null, null, null, null, null);

  public KeyEdit {
    scopesOrNull = scopesOrNull == null ? null : List.copyOf(scopesOrNull);
    networksOrNull = networksOrNull == null ? null : List.copyOf(networksOrNull);
    tagsOrNull = tagsOrNull == null ? null : List.copyOf(tagsOrNull);
  }

  public KeyEdit name(String name) {
    return new KeyEdit(
        name,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  public KeyEdit description(String description) {
    return new KeyEdit(
        nameOrNull,
        description,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  public KeyEdit scopes(Collection<String> scopes) {
    return new KeyEdit(
        nameOrNull,
        descriptionOrNull,
        scopes,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  public KeyEdit networks(Collection<Network> networks) {
    return new KeyEdit(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networks,
        tagsOrNull,
        activeOrNull,
        lifetimeOrNull);
  }

  public KeyEdit tags(Collection<String> tags) {
    return new KeyEdit(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tags,
        activeOrNull,
        lifetimeOrNull);
  }

  public KeyEdit active(boolean active) {
    return new KeyEdit(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        active,
        lifetimeOrNull);
  }

  public KeyEdit lifetime(Lifetime lifetime) {
    return new KeyEdit(
        nameOrNull,
        descriptionOrNull,
        scopesOrNull,
        networksOrNull,
        tagsOrNull,
        activeOrNull,
        lifetime);
  }

  /** The key with all of it but the lifetime. */
  AuthToken.Builder applyTo(AuthToken key) {
    return key.toBuilder()
        .name(nameOrNull == null ? key.name() : nameOrNull)
        .description(descriptionOrNull == null ? key.description() : descriptionOrNull)
        .scopes(scopesOrNull == null ? key.scopes() : scopesOrNull)
        .networks(networksOrNull == null ? key.networks() : networksOrNull)
        .tags(tagsOrNull == null ? key.tags() : tagsOrNull)
        .active(activeOrNull == null ? key.active() : activeOrNull);
  }
}
