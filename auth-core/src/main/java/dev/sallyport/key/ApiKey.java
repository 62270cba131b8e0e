package dev.sallyport.key;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored record of an API key: everything except its token.
 *
 * <p>Immutable. Methods that change a key return a new one and store nothing; use {@code
 * ApiKeyManager} for changes that are stored. {@link #toString()} omits lookup id and digest, so
 * that a key may be logged. Instants are truncated to microseconds, the precision of databases.
 *
 * <pre>{@code
 * if (key.active() && !key.isExpiredAt(clock.instant())) {
 *   log.info("API key {} of {} is valid", key.id(), key.owner());
 * }
 * }</pre>
 *
 * @param id public id of the key, safe in logs, URLs and JSON
 * @param lookup lookup id: the indexed part of a token by which this record is found, at most
 *     {@value #MAX_LOOKUP} characters; case-sensitive
 * @param digest self-describing digest of the token, at most {@value #MAX_DIGEST} characters
 * @param owner owner of the key
 * @param ownerIncarnation incarnation of the owner, which distinguishes successive owners with the
 *     same name: see {@code OwnerStatus}; null if it was unknown when the key was created
 * @param name display name, 1 to {@value #MAX_NAME} characters; need not be unique
 * @param description up to {@value #MAX_DESCRIPTION} characters, empty if there is none
 * @param scopes granted scopes; empty grants nothing beyond identity
 * @param networks networks from which the key may be used; empty allows any address
 * @param tags free labels of the owner, not interpreted by Sallyport
 * @param prefix start of the token, up to {@value #MAX_PREFIX} characters; empty if there is none
 *     or it is unknown
 * @param active whether the key is active
 * @param createdAt when the key was created
 * @param updatedAt when a person last changed the key; use, renewal and re-hashing do not count
 * @param expiresAt last instant at which the key is valid; null if it never expires
 * @param ttl intended time to live at creation, in milliseconds, independent of the current expiry;
 *     null if unlimited or unknown
 * @param renewable whether use moves the expiry to {@code ttl} after the use
 * @param lastUsedAt latest recorded use, which may lag behind; null if the key was never used
 * @param rotation predecessor and successor of the key
 * @param version number of updates, for optimistic locking
 * @since 0.1.0
 */
public record ApiKey(
    UUID id,
    String lookup,
    String digest,
    Owner owner,
    @Nullable String ownerIncarnation,
    String name,
    String description,
    Set<String> scopes,
    Set<Network> networks,
    Set<String> tags,
    String prefix,
    boolean active,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable Duration ttl,
    boolean renewable,
    @Nullable Instant lastUsedAt,
    RotationInfo rotation,
    long version) {

  /** Maximum length of a lookup id, in characters: a SHA-512 in hexadecimal. */
  public static final int MAX_LOOKUP = 128;

  /** Maximum length of a lookup id that is a part of the token. */
  private static final int MAX_VISIBLE_LOOKUP = 12;

  /** Number of characters of the lookup id in a hint. */
  private static final int HINT_LENGTH = 6;

  /** Maximum length of a digest, in characters. */
  public static final int MAX_DIGEST = 255;

  /** Maximum length of a name, in characters. */
  public static final int MAX_NAME = 255;

  /** Maximum length of a description, in characters. */
  public static final int MAX_DESCRIPTION = 255;

  /** Maximum number of networks of a key. */
  public static final int MAX_NETWORKS = 40;

  /** Maximum length of a prefix, in characters. */
  public static final int MAX_PREFIX = 20;

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if a component is out of bounds; the message names the component,
   *     not its value
   */
  public ApiKey {
    requireNonNull(id, "id");
    TextRules.require("lookup", lookup, 1, MAX_LOOKUP);
    TextRules.require("digest", digest, 1, MAX_DIGEST);
    requireNonNull(owner, "owner");
    Owner.requireIncarnation(ownerIncarnation);
    TextRules.require("name", name, 1, MAX_NAME);
    TextRules.require("description", description, 0, MAX_DESCRIPTION);
    scopes = TextRules.requireWords("scopes", scopes);
    networks = requireNetworks(networks);
    tags = TextRules.requireWords("tags", tags);
    TextRules.require("prefix", prefix, 0, MAX_PREFIX);
    requireNonNull(rotation, "rotation");
    if (ttl != null && ttl.isNegative()) {
      throw new InvalidValueException("ttl must not be negative");
    }
    if (renewable && (ttl == null || expiresAt == null)) {
      throw new InvalidValueException("renewable requires ttl and expiresAt");
    }
    ttl = ttl == null ? null : ttl.truncatedTo(ChronoUnit.MILLIS);
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    lastUsedAt = lastUsedAt == null ? null : lastUsedAt.truncatedTo(ChronoUnit.MICROS);
  }

  private static Set<Network> requireNetworks(Set<Network> networks) {
    if (networks.size() > MAX_NETWORKS) {
      throw new InvalidValueException(
          "networks must have at most " + MAX_NETWORKS + " entries, not " + networks.size());
    }
    Set<Network> sorted = new TreeSet<>(Comparator.comparing(Network::toString));
    sorted.addAll(networks);
    return Collections.unmodifiableSet(sorted);
  }

  /**
   * Returns the start of the token, by which a person recognizes it: the prefix and six characters
   * of the lookup id, such as {@code sp_hghHMY}. Neither is secret. Empty if the start of the token
   * is unknown, as that of tokens in knox's format without a prefix.
   */
  public String hint() {
    return isLookupVisible() ? prefix + lookupHint() : prefix;
  }

  /** The lookup id of other formats is a hash of the token. */
  private boolean isLookupVisible() {
    return prefix.endsWith("_") && lookup.length() <= MAX_VISIBLE_LOOKUP;
  }

  private String lookupHint() {
    return lookup.substring(0, Math.min(lookup.length(), HINT_LENGTH));
  }

  /** Returns this key, active. */
  public ApiKey activate() {
    return toBuilder().active(true).build();
  }

  /** Returns this key, inactive and otherwise unchanged. */
  public ApiKey deactivate() {
    return toBuilder().active(false).build();
  }

  /** Returns this key with the opposite active state. */
  public ApiKey toggle() {
    return active ? deactivate() : activate();
  }

  /**
   * Returns the id shared by all keys of one rotation chain, to which bindings and quotas apply;
   * the key's own id if it was never rotated.
   */
  public UUID groupId() {
    UUID groupId = rotation.groupId();
    return groupId == null ? id : groupId;
  }

  /** Returns whether each use of this key moves its expiry. */
  public boolean isRenewedByUse() {
    return renewable && !rotation.expiryFixed() && ttl != null && expiresAt != null;
  }

  /**
   * Returns whether this key is expired. The expiry is inclusive: at {@link #expiresAt()} itself
   * the key is still valid.
   */
  public boolean isExpiredAt(Instant now) {
    return expiresAt != null && now.isAfter(expiresAt);
  }

  /** Returns this key with an expiry that is not later than before and that no use moves. */
  public ApiKey expiringAt(Instant end) {
    Instant earlier = expiresAt == null || end.isBefore(expiresAt) ? end : expiresAt;
    return toBuilder().expiresAt(earlier).rotation(rotation.fixExpiry()).build();
  }

  /** Returns this key with the version that it has in the store after an update. */
  public ApiKey nextVersion() {
    return toBuilder().version(version + 1).build();
  }

  /**
   * Returns this key without confidential data: {@code digest} is replaced by a hyphen, and {@code
   * lookup} by its part of the {@link #hint}, or a hyphen.
   */
  public ApiKey redacted() {
    Builder redacted = toBuilder();
    redacted.lookup = isLookupVisible() ? lookupHint() : "-";
    return redacted.digest("-").build();
  }

  /** Returns a builder initialized from this key. */
  public Builder toBuilder() {
    return new Builder(id, lookup, digest, owner, name, createdAt)
        .ownerIncarnation(ownerIncarnation)
        .description(description)
        .scopes(scopes)
        .networks(networks)
        .tags(tags)
        .prefix(prefix)
        .active(active)
        .updatedAt(updatedAt)
        .expiresAt(expiresAt)
        .ttl(ttl)
        .renewable(renewable)
        .lastUsedAt(lastUsedAt)
        .rotation(rotation)
        .version(version);
  }

  /**
   * Returns a builder of an active key without scopes that never expires and was never used.
   *
   * @param now when the key is created
   */
  public static Builder builder(
      UUID id, String lookup, String digest, Owner owner, String name, Instant now) {
    return new Builder(id, lookup, digest, owner, name, now);
  }

  @Override
  public String toString() {
    return "ApiKey[id=%s, owner=%s, name=%s, active=%s, expiresAt=%s, version=%d]"
        .formatted(id, owner, name, active, expiresAt, version);
  }

  /** Builder of modified keys. Not thread-safe. */
  public static final class Builder {
    private final UUID id;
    private String lookup;
    private String digest;
    private final Owner owner;
    private @Nullable String ownerIncarnation;
    private String name;
    private String description = "";
    private Collection<String> scopes = Set.of();
    private Collection<Network> networks = Set.of();
    private Collection<String> tags = Set.of();
    private String prefix = "";
    private boolean active = true;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant expiresAt;
    private @Nullable Duration ttl;
    private boolean renewable;
    private @Nullable Instant lastUsedAt;
    private RotationInfo rotation = RotationInfo.NONE;
    private long version;

    private Builder(UUID id, String lookup, String digest, Owner owner, String name, Instant now) {
      this.id = id;
      this.lookup = lookup;
      this.digest = digest;
      this.owner = owner;
      this.name = name;
      createdAt = now;
      updatedAt = now;
    }

    /** Sets the digest of the token. */
    public Builder digest(String digest) {
      this.digest = digest;
      return this;
    }

    /** Sets the incarnation of the owner; null if unknown. */
    public Builder ownerIncarnation(@Nullable String ownerIncarnation) {
      this.ownerIncarnation = ownerIncarnation;
      return this;
    }

    /** Sets the display name. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets the description; empty for none. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /** Sets the scopes; empty grants nothing beyond identity. */
    public Builder scopes(Collection<String> scopes) {
      this.scopes = scopes;
      return this;
    }

    /** Sets the allowed networks; empty allows any address. */
    public Builder networks(Collection<Network> networks) {
      this.networks = networks;
      return this;
    }

    /** Sets the tags. */
    public Builder tags(Collection<String> tags) {
      this.tags = tags;
      return this;
    }

    /** Sets the start of the token; empty if there is none or it is unknown. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /** Sets whether the key is active. */
    public Builder active(boolean active) {
      this.active = active;
      return this;
    }

    /** Sets the time of creation. */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets the time of the last change by a person. */
    public Builder updatedAt(Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /** Sets the last instant at which the key is valid; null if it never expires. */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /** Sets the intended time to live; null if unlimited or unknown. */
    public Builder ttl(@Nullable Duration ttl) {
      this.ttl = ttl;
      return this;
    }

    /** Sets whether use moves the expiry; requires a ttl and an expiry. */
    public Builder renewable(boolean renewable) {
      this.renewable = renewable;
      return this;
    }

    /** Sets the latest recorded use; null if the key was never used. */
    public Builder lastUsedAt(@Nullable Instant lastUsedAt) {
      this.lastUsedAt = lastUsedAt;
      return this;
    }

    /** Sets predecessor and successor. */
    public Builder rotation(RotationInfo rotation) {
      this.rotation = rotation;
      return this;
    }

    /** Sets the version. */
    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /**
     * Creates the key.
     *
     * @throws InvalidValueException if a component is out of bounds
     */
    public ApiKey build() {
      return new ApiKey(
          id,
          lookup,
          digest,
          owner,
          ownerIncarnation,
          name,
          description,
          Set.copyOf(scopes),
          Set.copyOf(networks),
          Set.copyOf(tags),
          prefix,
          active,
          createdAt,
          updatedAt,
          expiresAt,
          ttl,
          renewable,
          lastUsedAt,
          rotation,
          version);
    }
  }
}
