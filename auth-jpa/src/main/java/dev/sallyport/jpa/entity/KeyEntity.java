package dev.sallyport.jpa.entity;

import static java.util.stream.Collectors.joining;

import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.schema.ColumnLengths;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sallyport_key}.
 *
 * <p>The version is a plain column without {@code @Version}: every change is a bulk update that
 * compares the version itself.
 */
@Entity(name = "SallyportKey")
@Table(name = "sallyport_key")
@Cacheable(false)
public class KeyEntity {
  @Id
  @Column(name = "id", length = 36, nullable = false)
  private String id = "";

  @Column(name = "lookup_id", length = ApiKey.MAX_LOOKUP, nullable = false, unique = true)
  @Convert(converter = RedactedString.AsText.class)
  private RedactedString lookup = new RedactedString("");

  @Column(name = "digest", length = ApiKey.MAX_DIGEST, nullable = false)
  @Convert(converter = RedactedString.AsText.class)
  private RedactedString digest = new RedactedString("");

  @Column(name = "account_id", length = 100, nullable = false)
  private String accountId = "";

  @Column(name = "user_id", length = 255, nullable = false)
  private String userId = "";

  @Column(name = "owner_incarnation", length = Owner.MAX_INCARNATION)
  private @Nullable String ownerIncarnation;

  @Column(name = "name", length = ApiKey.MAX_NAME, nullable = false)
  private String name = "";

  @Column(name = "description", length = ApiKey.MAX_DESCRIPTION, nullable = false)
  private String description = "";

  @Column(name = "scopes", length = ColumnLengths.WORDS, nullable = false)
  private String scopes = "";

  @Column(name = "networks", length = ColumnLengths.WORDS, nullable = false)
  private String networks = "";

  @Column(name = "tags", length = ColumnLengths.WORDS, nullable = false)
  private String tags = "";

  @Column(name = "token_prefix", length = ApiKey.MAX_PREFIX, nullable = false)
  private String tokenPrefix = "";

  @Column(name = "active", nullable = false)
  private boolean active;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at", nullable = false)
  private Instant updatedAt = Instant.EPOCH;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "ttl_millis")
  private @Nullable Long ttlMillis;

  @Column(name = "renewable", nullable = false)
  private boolean renewable;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Column(name = "group_id", length = 36)
  private @Nullable String groupId;

  @Column(name = "predecessor_id", length = 36)
  private @Nullable String predecessorId;

  @Column(name = "successor_id", length = 36)
  private @Nullable String successorId;

  @Column(name = "overlap_millis")
  private @Nullable Long overlapMillis;

  @Column(name = "expiry_fixed", nullable = false)
  private boolean expiryFixed;

  @Column(name = "version", nullable = false)
  private long version;

  /** Creates an empty row, for the persistence provider. */
  protected KeyEntity() {}

  /** Returns a row for a key. */
  public static KeyEntity of(ApiKey key) {
    KeyEntity row = new KeyEntity();
    row.id = key.id().toString();
    row.lookup = new RedactedString(key.lookup());
    row.digest = new RedactedString(key.digest());
    row.accountId = key.owner().accountId();
    row.userId = key.owner().userId();
    row.ownerIncarnation = key.ownerIncarnation();
    row.name = key.name();
    row.description = key.description();
    row.scopes = joined(key.scopes());
    row.networks = joined(key.networks());
    row.tags = joined(key.tags());
    row.tokenPrefix = key.prefix();
    row.active = key.active();
    row.createdAt = key.createdAt();
    row.updatedAt = key.updatedAt();
    row.expiresAt = key.expiresAt();
    row.ttlMillis = millis(key.ttl());
    row.renewable = key.renewable();
    row.lastUsedAt = key.lastUsedAt();
    row.groupId = text(key.rotation().groupId());
    row.predecessorId = text(key.rotation().predecessorId());
    row.successorId = text(key.rotation().successorId());
    row.overlapMillis = millis(key.rotation().overlapFromFirstUse());
    row.expiryFixed = key.rotation().expiryFixed();
    row.version = key.version();
    return row;
  }

  /**
   * Returns the key in this row.
   *
   * @throws StoreException if the row does not contain a valid key; the message names the invalid
   *     part but not its value
   */
  public ApiKey toKey() {
    UUID keyId = uuid(id, "Invalid row in sallyport_key: its id is not a UUID.");
    try {
      return ApiKey.builder(
              keyId, lookup.text(), digest.text(), new Owner(accountId, userId), name, createdAt)
          .ownerIncarnation(ownerIncarnation)
          .description(description)
          .scopes(split(scopes))
          .networks(split(networks).stream().map(Network::parse).toList())
          .tags(split(tags))
          .prefix(tokenPrefix)
          .active(active)
          .updatedAt(updatedAt)
          .expiresAt(expiresAt)
          .ttl(duration(ttlMillis))
          .renewable(renewable)
          .lastUsedAt(lastUsedAt)
          .rotation(rotation(keyId))
          .version(version)
          .build();
    } catch (IllegalArgumentException | NullPointerException e) {
      // Messages of ApiKey and Owner name the invalid part, never its value.
      throw new StoreException(
          "Invalid row of key %s in sallyport_key: %s.".formatted(keyId, e.getMessage()),
          DatabaseFailure.of(e));
    }
  }

  /** Returns the id of the key. */
  public String id() {
    return id;
  }

  /** Returns the version of the key. */
  public long version() {
    return version;
  }

  private RotationInfo rotation(UUID keyId) {
    return new RotationInfo(
        relatedId(keyId, groupId),
        relatedId(keyId, predecessorId),
        relatedId(keyId, successorId),
        duration(overlapMillis),
        expiryFixed);
  }

  private static @Nullable UUID relatedId(UUID keyId, @Nullable String text) {
    return text == null
        ? null
        : uuid(
            text,
            "Invalid row of key %s in sallyport_key: the id of a related key is not a UUID."
                .formatted(keyId));
  }

  private static UUID uuid(String text, String message) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new StoreException(message, DatabaseFailure.of(e));
    }
  }

  /** Returns the text of a UUID; null for null. */
  public static @Nullable String text(@Nullable UUID uuid) {
    return uuid == null ? null : uuid.toString();
  }

  /** Returns a duration in milliseconds; null for null. */
  public static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static @Nullable Duration duration(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  /** Returns words joined by blanks, as columns store sets. */
  public static String joined(Set<?> words) {
    return words.stream().map(Object::toString).collect(joining(" "));
  }

  private static Set<String> split(String words) {
    return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
  }
}
