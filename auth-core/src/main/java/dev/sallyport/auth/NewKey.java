package dev.sallyport.auth;

import dev.sallyport.auth.token.Owner;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be like, before it exists. The bounds are those of {@code AuthToken}.
 *
 * @param owner whose key it will be
 * @param name what people call it
 * @param description empty if there is none
 * @param scopes what it may be used for; none means nothing beyond identity
 * @param tags free labels
 * @param expiresAtOrNull last instant at which it is valid; null for never
 */
public record NewKey(
    Owner owner,
    String name,
    String description,
    Collection<String> scopes,
    Collection<String> tags,
    @Nullable Instant expiresAtOrNull) {

  public NewKey {
    scopes = List.copyOf(scopes);
    tags = List.copyOf(tags);
  }

  /** A key without description, scopes, tags and end. */
  public static NewKey of(Owner owner, String name) {
    return new NewKey(owner, name, "", List.of(), List.of(), null);
  }

  public NewKey description(String description) {
    return new NewKey(owner, name, description, scopes, tags, expiresAtOrNull);
  }

  public NewKey scopes(Collection<String> scopes) {
    return new NewKey(owner, name, description, scopes, tags, expiresAtOrNull);
  }

  public NewKey tags(Collection<String> tags) {
    return new NewKey(owner, name, description, scopes, tags, expiresAtOrNull);
  }

  /** Null: never. */
  public NewKey expiresAt(@Nullable Instant expiresAt) {
    return new NewKey(owner, name, description, scopes, tags, expiresAt);
  }
}
