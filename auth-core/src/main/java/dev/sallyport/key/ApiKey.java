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
 * An API key as it is stored: everything but the token that opens it.
 *
 * <p>A value: immutable, and changes answer a new one. Nothing is saved by calling its methods; see
 * {@code TokenManager} for changes that last. {@link #toString()} leaves out lookup and digest, so
 * a key may be logged. Instants are kept to the microsecond, which is what databases keep.
 *
 * @param id public name of the key, safe in logs, URLs and JSON
 * @param lookup indexed part by which a presented token finds this record, at most {@value
 *     #MAX_LOOKUP} characters; case matters
 * @param digest self-describing digest of the token, at most {@value #MAX_DIGEST} characters
 * @param owner whose key it is
 * @param ownerIncarnation which of those that had this name, one after the other, is the owner: see
 *     {@code OwnerStatus}; null if that was not known when the key was made
 * @param name what people call it, 1 to {@value #MAX_NAME} characters; need not be unique
 * @param description up to {@value #MAX_DESCRIPTION} characters, empty if there is none
 * @param scopes what it may be used for; empty means nothing beyond identity
 * @param networks from where it may be used; empty means from anywhere
 * @param tags free labels of its owner, without meaning here
 * @param prefix what its token starts with, up to {@value #MAX_PREFIX} characters; empty if there
 *     is none, or it is not known
 * @param active whether it is switched on
 * @param createdAt when it was made
 * @param updatedAt when a person last changed it; use, renewal and re-hashing do not count
 * @param expiresAt last instant at which it is still valid; null if it never expires
 * @param ttl how long it was meant to live when it was made, to the millisecond, whatever its end
 *     is by now; null if for ever, or that is not known
 * @param renewable whether use is meant to move its end to {@code ttl} from then
 * @param lastUsedAt latest recorded use, which may lag behind; null if there was none
 * @param rotation which key it succeeds, and which succeeds it
 * @param version how often it was replaced; guards against lost updates
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

  /** The longest lookup, in characters: a SHA-512 in hex. */
  public static final int MAX_LOOKUP = 128;

  /** The longest digest, in characters. */
  public static final int MAX_DIGEST = 255;

  /** The longest name, in characters. */
  public static final int MAX_NAME = 255;

  /** The longest description, in characters. */
  public static final int MAX_DESCRIPTION = 255;

  /** How many networks a key may have. */
  public static final int MAX_NETWORKS = 40;

  /** The longest prefix, in characters. */
  public static final int MAX_PREFIX = 20;

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if a part is out of its bounds; the message names the part, not
   *     its value
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
    requireNonNull(rotation, "lineage");
    if (ttl != null && ttl.isNegative()) {
      throw new InvalidValueException("ttl must not be negative");
    }
    if (renewable && (ttl == null || expiresAt == null)) {
      throw new InvalidValueException("renewable is only a key with a ttl and an end");
    }
    ttl = ttl == null ? null : ttl.truncatedTo(ChronoUnit.MILLIS);
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    lastUsedAt = lastUsedAt == null ? null : lastUsedAt.truncatedTo(ChronoUnit.MICROS);
  }

  private static Set<Network> requireNetworks(Set<Network> networks) {
    if (networks.size() > MAX_NETWORKS) {
      throw new InvalidValueException("a key has at most " + MAX_NETWORKS + " networks");
    }
    Set<Network> sorted = new TreeSet<>(Comparator.comparing(Network::toString));
    sorted.addAll(networks);
    return Collections.unmodifiableSet(sorted);
  }

  /** This key switched on. */
  public ApiKey activate() {
    return toBuilder().active(true).build();
  }

  /** This key switched off, with everything else kept. */
  public ApiKey deactivate() {
    return toBuilder().active(false).build();
  }

  /** This key switched to the other state. */
  public ApiKey toggle() {
    return active ? deactivate() : activate();
  }

  /**
   * The id that this key has in common with those it succeeds and those that succeed it, and that
   * bindings and quotas go by; its own if it was never rotated.
   */
  public UUID groupId() {
    UUID groupId = rotation.groupId();
    return groupId == null ? id : groupId;
  }

  /** Whether any use moves its end. */
  public boolean isRenewedByUse() {
    return renewable && !rotation.ending() && ttl != null && expiresAt != null;
  }

  /** Whether it is over: it is still valid at {@link #expiresAt()} itself. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt != null && now.isAfter(expiresAt);
  }

  /** This key with an end that is not later than it was, and that no use moves any more. */
  public ApiKey endingAt(Instant end) {
    Instant earlier = expiresAt == null || end.isBefore(expiresAt) ? end : expiresAt;
    return toBuilder().expiresAt(earlier).rotation(rotation.fixExpiry()).build();
  }

  /**
   * A new key that is like this one in all but what must be its own: switched on, made now, never
   * used, without an end and without a lineage yet.
   */
  public ApiKey successor(UUID id, String lookup, String digest, Instant now) {
    return new ApiKey(
        id,
        lookup,
        digest,
        owner,
        ownerIncarnation,
        name,
        description,
        scopes,
        networks,
        tags,
        prefix,
        true,
        now,
        now,
        null,
        ttl,
        false,
        null,
        RotationInfo.NONE,
        0);
  }

  /** This key as it is in the store once it has replaced the one of its version. */
  public ApiKey nextVersion() {
    return toBuilder().version(version + 1).build();
  }

  /** This key without what is confidential: {@code lookup} and {@code digest} are a hyphen. */
  public ApiKey redacted() {
    return new ApiKey(
        id,
        "-",
        "-",
        owner,
        ownerIncarnation,
        name,
        description,
        scopes,
        networks,
        tags,
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

  /** A builder that starts from this key. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * A builder of a key that is on, unscoped, never expires and was never used.
   *
   * @param now when it is made
   */
  public static Builder builder(
      UUID id, String lookup, String digest, Owner owner, String name, Instant now) {
    return new Builder(
        new ApiKey(
            id,
            lookup,
            digest,
            owner,
            null,
            name,
            "",
            Set.of(),
            Set.of(),
            Set.of(),
            "",
            true,
            now,
            now,
            null,
            null,
            false,
            null,
            RotationInfo.NONE,
            0));
  }

  @Override
  public String toString() {
    return "AuthToken[id=%s, owner=%s, name=%s, active=%s, expiresAt=%s, version=%d]"
        .formatted(id, owner, name, active, expiresAt, version);
  }

  /** Changes some parts of a key. Not thread-safe. */
  public static final class Builder {
    private final ApiKey from;
    private String digest;
    private @Nullable String ownerIncarnation;
    private String name;
    private String description;
    private Collection<String> scopes;
    private Collection<Network> networks;
    private Collection<String> tags;
    private String prefix;
    private boolean active;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant expiresAt;
    private @Nullable Duration ttl;
    private boolean renewable;
    private @Nullable Instant lastUsedAt;
    private RotationInfo rotation;
    private long version;

    private Builder(ApiKey from) {
      this.from = from;
      digest = from.digest;
      ownerIncarnation = from.ownerIncarnation;
      name = from.name;
      description = from.description;
      scopes = from.scopes;
      networks = from.networks;
      tags = from.tags;
      prefix = from.prefix;
      active = from.active;
      createdAt = from.createdAt;
      updatedAt = from.updatedAt;
      expiresAt = from.expiresAt;
      ttl = from.ttl;
      renewable = from.renewable;
      lastUsedAt = from.lastUsedAt;
      rotation = from.rotation;
      version = from.version;
    }

    public Builder digest(String digest) {
      this.digest = digest;
      return this;
    }

    /** Null: not known. */
    public Builder ownerIncarnation(@Nullable String ownerIncarnation) {
      this.ownerIncarnation = ownerIncarnation;
      return this;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder description(String description) {
      this.description = description;
      return this;
    }

    public Builder scopes(Collection<String> scopes) {
      this.scopes = scopes;
      return this;
    }

    /** None: from anywhere. */
    public Builder networks(Collection<Network> networks) {
      this.networks = networks;
      return this;
    }

    public Builder tags(Collection<String> tags) {
      this.tags = tags;
      return this;
    }

    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    public Builder active(boolean active) {
      this.active = active;
      return this;
    }

    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    public Builder updatedAt(Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /** An end. Null: never. */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /** How long it is meant to live. Null: for ever, or that is not known. */
    public Builder ttl(@Nullable Duration ttl) {
      this.ttl = ttl;
      return this;
    }

    public Builder renewable(boolean renewable) {
      this.renewable = renewable;
      return this;
    }

    /** Null: never used. */
    public Builder lastUsedAt(@Nullable Instant lastUsedAt) {
      this.lastUsedAt = lastUsedAt;
      return this;
    }

    public Builder rotation(RotationInfo rotation) {
      this.rotation = rotation;
      return this;
    }

    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /**
     * The key with these parts.
     *
     * @throws InvalidValueException if a part is out of its bounds
     */
    public ApiKey build() {
      return new ApiKey(
          from.id,
          from.lookup,
          digest,
          from.owner,
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
