package dev.sallyport.auth;

import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Owner;
import java.util.Collection;
import java.util.List;

/**
 * What a key is to be like, before it exists. The bounds are those of {@code AuthToken}.
 *
 * @param owner whose key it will be
 * @param name what people call it
 * @param description empty if there is none
 * @param scopes what it may be used for; none means nothing beyond identity
 * @param networks from where it may be used; none means from anywhere
 * @param tags free labels
 * @param lifetime how long it lives
 */
public record NewKey(
    Owner owner,
    String name,
    String description,
    Collection<String> scopes,
    Collection<Network> networks,
    Collection<String> tags,
    Lifetime lifetime) {

  public NewKey {
    scopes = List.copyOf(scopes);
    networks = List.copyOf(networks);
    tags = List.copyOf(tags);
  }

  /** A key without description, scopes and tags, that lives as long as keys do by default. */
  public static NewKey of(Owner owner, String name) {
    return new NewKey(owner, name, "", List.of(), List.of(), List.of(), new Lifetime.ByDefault());
  }

  public NewKey description(String description) {
    return new NewKey(owner, name, description, scopes, networks, tags, lifetime);
  }

  public NewKey scopes(Collection<String> scopes) {
    return new NewKey(owner, name, description, scopes, networks, tags, lifetime);
  }

  public NewKey networks(Collection<Network> networks) {
    return new NewKey(owner, name, description, scopes, networks, tags, lifetime);
  }

  public NewKey tags(Collection<String> tags) {
    return new NewKey(owner, name, description, scopes, networks, tags, lifetime);
  }

  public NewKey lifetime(Lifetime lifetime) {
    return new NewKey(owner, name, description, scopes, networks, tags, lifetime);
  }
}
