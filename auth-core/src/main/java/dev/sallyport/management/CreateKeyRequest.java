package dev.sallyport.management;

import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a key to create. The bounds are those of {@link dev.sallyport.key.ApiKey}.
 *
 * <pre>{@code
 * CreateKeyRequest request =
 *     CreateKeyRequest.of(owner, "CI")
 *         .scopes(List.of("chat:read"))
 *         .lifetime(new Lifetime.For(Duration.ofDays(90)));
 * }</pre>
 *
 * @param owner owner of the key
 * @param name display name
 * @param description description; empty for none
 * @param scopes scopes to grant; empty grants nothing beyond identity
 * @param networks networks from which the key may be used; empty allows any address
 * @param tags free labels
 * @param lifetime lifetime of the key
 * @param id id of the key, random and never used before; null to have one generated
 * @since 0.1.0
 */
public record CreateKeyRequest(
    Owner owner,
    String name,
    String description,
    Collection<String> scopes,
    Collection<Network> networks,
    Collection<String> tags,
    Lifetime lifetime,
    @Nullable UUID id) {

  public CreateKeyRequest {
    scopes = List.copyOf(scopes);
    networks = List.copyOf(networks);
    tags = List.copyOf(tags);
  }

  /**
   * Returns a request for a key without description, scopes, networks and tags, with the default
   * lifetime.
   */
  public static CreateKeyRequest of(Owner owner, String name) {
    return new CreateKeyRequest(
        owner, name, "", List.of(), List.of(), List.of(), new Lifetime.ByDefault(), null);
  }

  /** Returns this request with a description. */
  public CreateKeyRequest description(String description) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }

  /** Returns this request with scopes. */
  public CreateKeyRequest scopes(Collection<String> scopes) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }

  /** Returns this request with networks. */
  public CreateKeyRequest networks(Collection<Network> networks) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }

  /** Returns this request with tags. */
  public CreateKeyRequest tags(Collection<String> tags) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }

  /** Returns this request with a lifetime. */
  public CreateKeyRequest lifetime(Lifetime lifetime) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }

  /**
   * Returns this request with an id, so that a repeated request creates no second key: its result
   * is denied with {@link CreateResult.Reason#ID_TAKEN}.
   */
  public CreateKeyRequest id(UUID id) {
    return new CreateKeyRequest(owner, name, description, scopes, networks, tags, lifetime, id);
  }
}
