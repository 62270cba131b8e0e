package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.ProvenKey;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenPrincipal;
import java.util.UUID;

/**
 * The state of a key and its owner when they were last read: just what a request needs, and small,
 * because there may be many of them. Times are {@link Micros}. Immutable.
 */
final class KeyState {
  /** How many numbers it is packed into, beside owner and traits. */
  static final int NUMBERS = 8;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int READING_AT = 6;
  private static final int KEY_ACTIVE = 1 << 8; // above the version
  private static final int OWNER_ACTIVE = 1 << 9;

  private final long idHigh;
  private final long idLow;
  private final long digestTag;
  private final long createdAt;
  private final long expiresAt;
  private final long readAt;
  private final byte version; // its low bits, which tell one replacement from the next
  private final long reading;
  private final boolean keyActive;
  private final boolean ownerActive;
  private final Owner owner;
  private final Traits traits;

  /**
   * What was read.
   *
   * @param readAt when the reading began
   * @param reading of {@link Changes#beginReading()}
   */
  KeyState(AuthToken key, boolean ownerActive, long readAt, long reading, Sharing sharing) {
    this.idHigh = key.id().getMostSignificantBits();
    this.idLow = key.id().getLeastSignificantBits();
    this.digestTag = tag(key);
    this.version = (byte) key.version();
    this.createdAt = Micros.floor(key.createdAt());
    this.expiresAt = key.expiresAt() == null ? NEVER : Micros.floor(key.expiresAt());
    this.readAt = readAt;
    this.reading = reading;
    this.keyActive = key.active();
    this.ownerActive = ownerActive;
    this.owner = sharing.owner(key);
    this.traits = sharing.traits(key);
  }

  private KeyState(KeyState read, long expiresAt, byte version) {
    this.idHigh = read.idHigh;
    this.idLow = read.idLow;
    this.digestTag = read.digestTag;
    this.version = version;
    this.createdAt = read.createdAt;
    this.expiresAt = expiresAt;
    this.readAt = read.readAt;
    this.reading = read.reading;
    this.keyActive = read.keyActive;
    this.ownerActive = read.ownerActive;
    this.owner = read.owner;
    this.traits = read.traits;
  }

  /** The one that was {@linkplain #packInto packed}. */
  KeyState(long[] numbers, int at, Owner owner, Traits traits) {
    this.idHigh = numbers[at];
    this.idLow = numbers[at + 1];
    this.digestTag = numbers[at + 2];
    this.createdAt = numbers[at + 3];
    this.expiresAt = numbers[at + 4];
    this.readAt = numbers[at + 5];
    this.reading = numbers[at + READING_AT];
    long flags = numbers[at + 7];
    this.version = (byte) flags;
    this.keyActive = (flags & KEY_ACTIVE) != 0;
    this.ownerActive = (flags & OWNER_ACTIVE) != 0;
    this.owner = owner;
    this.traits = traits;
  }

  /** Writes it down in numbers, but for owner and traits. */
  void packInto(long[] numbers, int at) {
    numbers[at] = idHigh;
    numbers[at + 1] = idLow;
    numbers[at + 2] = digestTag;
    numbers[at + 3] = createdAt;
    numbers[at + 4] = expiresAt;
    numbers[at + 5] = readAt;
    numbers[at + READING_AT] = reading;
    numbers[at + 7] =
        (version & 0xFF) | (keyActive ? KEY_ACTIVE : 0) | (ownerActive ? OWNER_ACTIVE : 0);
  }

  /** The same key after it was replaced by one with another end; no fresher for that. */
  KeyState replacedEndingAt(long micros) {
    return new KeyState(this, micros, (byte) (version + 1));
  }

  /** The same key as it was just read, but the owner as before, and no fresher than that. */
  KeyState withOwnerAsBefore(AuthToken key, Sharing sharing) {
    return new KeyState(key, ownerActive, readAt, reading, sharing);
  }

  UUID id() {
    return new UUID(idHigh, idLow);
  }

  Owner owner() {
    return owner;
  }

  Traits traits() {
    return traits;
  }

  /** Who a request with the key is. */
  TokenPrincipal toPrincipal() {
    return new TokenPrincipal(owner, id(), traits.scopes());
  }

  /** What rules go by. */
  ProvenKey toProvenKey() {
    UUID id = id();
    UUID family = traits.rotatedFrom() == null ? id : traits.rotatedFrom();
    return new ProvenKey(id, family, owner, traits.scopes(), traits.networks(), traits.tags());
  }

  boolean isKeyActive() {
    return keyActive;
  }

  boolean isOwnerActive() {
    return ownerActive;
  }

  long createdAt() {
    return createdAt;
  }

  /** {@link Long#MAX_VALUE} if it has no end. */
  long expiresAt() {
    return expiresAt;
  }

  /** When it was read. */
  long readAt() {
    return readAt;
  }

  /**
   * Whether it was read so lately. A clock that was set back makes it old, or it might stay young
   * for long.
   */
  boolean isYoungerThan(long micros, long now) {
    return Math.abs(now - readAt) < micros;
  }

  /** Whether the key or its owner was changed in this JVM, or so it was told, since the reading. */
  boolean isOverriddenBy(Changes changes) {
    long bits = idHigh ^ idLow; // as UUID.hashCode()
    return changes.isSince(reading, (int) (bits >> 32) ^ (int) bits, owner);
  }

  /** The same, but never for what was changed of others; takes longer. */
  boolean isSurelyOverriddenBy(Changes changes) {
    return isOverriddenBy(changes) && changes.isSurelySince(reading, id(), owner);
  }

  boolean isAnyOwnerChangedBy(Changes changes) {
    return changes.isAnyOwnerSince(reading);
  }

  /** Whether another is what was read later. */
  boolean isOlderThan(KeyState other) {
    return other.reading > reading; // and not by the clock, which may be set back
  }

  /** Whether the one that was packed there was read later. */
  boolean isOlderThanPacked(long[] numbers, int at) {
    return numbers[at + READING_AT] > reading;
  }

  /** Whether the key still has the digest that the token was proven with. */
  boolean hasDigestOf(AuthToken key) {
    return digestTag == tag(key);
  }

  /** Whether the key was not replaced since. */
  boolean isVersionOf(AuthToken key) {
    return version == (byte) key.version();
  }

  private static long tag(AuthToken key) {
    return Fingerprint.of(Secret.of(key.digest())).head();
  }
}
