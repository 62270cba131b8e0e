package dev.sallyport.management;

import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
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
public record CreateKeyRequest(
    Owner owner,
    String name,
    String description,
    Collection<String> scopes,
    Collection<Network> networks,
    Collection<String> tags,
    Lifetime lifetime) {

  public CreateKeyRequest {
    scopes = List.copyOf(scopes);
    networks = List.copyOf(networks);
    tags = List.copyOf(tags);
  }

  /** A key without description, scopes and tags, that lives as long as keys do by default. */
  public static CreateKeyRequest of(Owner owner, String name) {
    return new CreateKeyRequest(
        owner, name, "", List.of(), List.of(), List.of(), new Lifetime.ByDefault());
  }

  public CreateKeyRequest description(String description) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime);
  }

  public CreateKeyRequest scopes(Collection<String> scopes) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime);
  }

  public CreateKeyRequest networks(Collection<Network> networks) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime);
  }

  public CreateKeyRequest tags(Collection<String> tags) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime);
  }

  public CreateKeyRequest lifetime(Lifetime lifetime) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime);
  }
}
