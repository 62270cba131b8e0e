package dev.sallyport.admin.api;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Network;
import dev.sallyport.management.KeyWithState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API key without its digest, and of its lookup id only the part that people see.
 *
 * @param hint start of its token, such as {@code sp_hghHMY}; empty if not known
 * @param expiresAt last instant at which it is valid; null if it never expires
 * @param effectiveExpiresAt last instant at which it can work: {@code expiresAt}, or earlier where
 *     keys older than {@code max-lifetime-days} are denied
 * @param ttlSeconds lifetime with which it was created; null if unlimited or not known
 * @param renewable whether use may extend its expiry
 * @param lastUsedAt last recorded use; null if it was never used
 * @param groupId id shared with its predecessors and successors
 * @param overlapFromFirstUseSeconds time that the predecessor keeps working after the first use of
 *     this key; null if the predecessor's expiry is fixed
 * @since 0.1.0
 */
public record KeyView(
    UUID id,
    String name,
    String description,
    OwnerView owner,
    EffectiveState state,
    boolean active,
    List<String> scopes,
    List<Network> networks,
    List<String> tags,
    String hint,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant effectiveExpiresAt,
    @Nullable Long ttlSeconds,
    boolean renewable,
    @Nullable Instant lastUsedAt,
    UUID groupId,
    @Nullable UUID predecessor,
    @Nullable UUID successor,
    @Nullable Long overlapFromFirstUseSeconds,
    long version) {
  /** Returns the view of a key. */
  public static KeyView of(KeyWithState stated) {
    ApiKey key = stated.key();
    return new KeyView(
        key.id(),
        key.name(),
        key.description(),
        OwnerView.of(key.owner()),
        stated.state(),
        key.active(),
        List.copyOf(key.scopes()),
        List.copyOf(key.networks()),
        List.copyOf(key.tags()),
        key.hint(),
        key.createdAt(),
        key.updatedAt(),
        key.expiresAt(),
        stated.effectiveEnd(),
        seconds(key.ttl()),
        key.renewable() && !key.rotation().expiryFixed(),
        key.lastUsedAt(),
        key.groupId(),
        key.rotation().predecessorId(),
        key.rotation().successorId(),
        seconds(key.rotation().overlapFromFirstUse()),
        key.version());
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }
}
