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
 * @param name new name
 * @param description new description
 * @param scopes new scopes, which replace all present ones
 * @param networks new networks, which replace all present ones; empty allows any address
 * @param tags new tags, which replace all present ones
 * @param active new active state
 * @param lifetime new lifetime, counted from the edit. A fixed expiry is no longer moved by
 *     renewal; a successor gets the period from creation to that expiry as its ttl
 * @since 0.1.0
 */
public record KeyUpdate(
    @Nullable String name,
    @Nullable String description,
    @Nullable Collection<String> scopes,
    @Nullable Collection<Network> networks,
    @Nullable Collection<String> tags,
    @Nullable Boolean active,
    @Nullable Lifetime lifetime) {

  /** Update that changes nothing. */
  public static final KeyUpdate NOTHING = new KeyUpdate(null, null, null, null, null, null, null);

  public KeyUpdate {
    scopes = scopes == null ? null : List.copyOf(scopes);
    networks = networks == null ? null : List.copyOf(networks);
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Returns this update with a name. */
  public KeyUpdate name(String name) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with a description. */
  public KeyUpdate description(String description) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with scopes. */
  public KeyUpdate scopes(Collection<String> scopes) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with networks. */
  public KeyUpdate networks(Collection<Network> networks) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with tags. */
  public KeyUpdate tags(Collection<String> tags) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with an active state. */
  public KeyUpdate active(boolean active) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Returns this update with a lifetime. */
  public KeyUpdate lifetime(Lifetime lifetime) {
    return new KeyUpdate(name, description, scopes, networks, tags, active, lifetime);
  }

  /** Applies everything except the lifetime to a key. */
  public ApiKey.Builder applyTo(ApiKey key) {
    return key.toBuilder()
        .name(name == null ? key.name() : name)
        .description(description == null ? key.description() : description)
        .scopes(scopes == null ? key.scopes() : scopes)
        .networks(networks == null ? key.networks() : networks)
        .tags(tags == null ? key.tags() : tags)
        .active(active == null ? key.active() : active);
  }
}
