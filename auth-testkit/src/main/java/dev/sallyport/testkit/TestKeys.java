package dev.sallyport.testkit;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * API keys for tests of stores. They are well-formed, but no token matches them.
 *
 * <pre>{@code
 * store.insert(TestKeys.key());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TestKeys {
  /** An owner. The contract of owner registries creates it; a store need not have it. */
  public static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  /** A fixed instant with microseconds, which reveals stores that truncate them. */
  public static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  private TestKeys() {}

  /** Returns a key of {@link #OWNER} with a random id and lookup id, created at {@link #NOW}. */
  public static ApiKey key() {
    return key(OWNER, NOW);
  }

  /**
   * Returns a key with a random id and lookup id. All fields except rotation and last use are set.
   */
  public static ApiKey key(Owner owner, Instant createdAt) {
    String lookup = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return withLookup(lookup, owner, createdAt);
  }

  /** Returns a key with a random id. All fields except rotation and last use are set. */
  public static ApiKey withLookup(String lookup, Owner owner, Instant createdAt) {
    return ApiKey.builder(
            UUID.randomUUID(), lookup, "sha512$" + "0".repeat(128), owner, "A name", createdAt)
        .description("Ünïcode, 'quotes' and a 🗝")
        .scopes(List.of("chat:read", "chat:write"))
        .networks(List.of(Network.parse("192.0.2.0/24"), Network.parse("2001:db8::/32")))
        .tags(List.of("ci", "team=blue"))
        .prefix("sp_test")
        .expiresAt(createdAt.plusSeconds(3600))
        .ttl(Duration.ofHours(1))
        .build();
  }
}
