package dev.sallyport.testkit;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keys for tests of stores: well-formed, but opened by no token. */
public final class TestKeys {
  /** An owner; the registry contract makes it, a store need not know it. */
  public static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  /** A fixed instant with microseconds, so that a store that cuts them off is found out. */
  public static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  private TestKeys() {}

  /** A key of {@link #OWNER} with a random id and lookup, made at {@link #NOW}. */
  public static ApiKey key() {
    return key(OWNER, NOW);
  }

  /** A key with a random id and lookup, and every field but lineage and use set. */
  public static ApiKey key(Owner owner, Instant createdAt) {
    String lookup = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return withLookup(lookup, owner, createdAt);
  }

  /** A key with a random id, and every field but lineage and use set. */
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
