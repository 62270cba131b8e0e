package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were proven lately, so many of them: those used most are objects at hand, and the
 * others numbers in {@link PackedTokens}, since a garbage collector would take long to move
 * millions of objects.
 *
 * <p>Proof lasts as long as the key's digest stays the same; what is known of the key's state tells
 * itself how fresh it is, and {@link Changes} whether it is overridden.
 */
final class VerifiedTokens {
  /** How many are at hand; some 250 B each, and 40 more if it was packed before. */
  static final int MAX_AT_HAND = 100_000;

  private final Cache<Fingerprint, ProvenToken> atHand;
  private final PackedTokens packed;
  private final AtomicInteger forgetting = new AtomicInteger();
  private final StampedLock unpacking = new StampedLock();
  private final Consumer<ProvenToken> leaving;
  private final Changes changes;
  private final Sharing sharing = new Sharing();

  /**
   * Remembers none yet.
   *
   * @param leaving told of each token that leaves those at hand because there are too many
   */
  VerifiedTokens(int maximumSize, Changes changes, Consumer<ProvenToken> leaving) {
    this(maximumSize, Math.min(maximumSize, MAX_AT_HAND), changes, leaving);
  }

  VerifiedTokens(
      int maximumSize, int maximumAtHand, Changes changes, Consumer<ProvenToken> leaving) {
    this.packed = new PackedTokens(maximumSize - maximumAtHand);
    this.atHand =
        Caffeine.newBuilder()
            .maximumSize(maximumAtHand)
            .<Fingerprint, ProvenToken>evictionListener(
                (same, token, full) -> pack(requireNonNull(token)))
            .build();
    this.leaving = leaving;
    this.changes = changes;
  }

  /** How many there are, roughly. */
  long size() {
    return atHand.estimatedSize() + packed.size();
  }

  /** The token, if it was proven. */
  @Nullable ProvenToken find(Fingerprint fingerprint) {
    ProvenToken token = atHand.getIfPresent(fingerprint);
    return token == null && packed.hasRoom() ? unpack(fingerprint) : token;
  }

  /**
   * What is remembered of a token, if anything is, without counting as a use of it: the object at
   * hand, or one of which nobody else knows.
   */
  @Nullable ProvenToken current(Fingerprint fingerprint) {
    ProvenToken current = atHand.policy().getIfPresentQuietly(fingerprint);
    return current == null && packed.hasRoom() ? look(fingerprint) : current;
  }

  /** Remembers a token that was just proven. */
  ProvenToken put(ProvenToken proven) {
    if (proven.state().isAnyOwnerChangedBy(changes)) {
      return proven;
    }
    ProvenToken kept =
        atHand.get(
            proven,
            same -> {
              ProvenToken before = packed.take(same); // somebody else proved it meanwhile
              return before == null ? proven : before;
            });
    update(kept, proven.state());
    if (kept.state().isAnyOwnerChangedBy(changes)) {
      drop(kept); // forgetIf() may have passed by just before it was here
    }
    return kept;
  }

  /** Takes over what was read of a proven token's key, or made of it: not of an older reading. */
  void update(ProvenToken proven, KeyState read) {
    proven.update(read);
    atHand
        .asMap()
        .compute(
            proven, // which does not move meanwhile
            (same, token) -> {
              if (token == null) {
                packed.update(same, read);
              } else {
                token.update(read);
              }
              return token;
            });
  }

  /** The state of a key that was read. */
  KeyState stateOf(AuthToken key, OwnerStatus owner, Reading reading) {
    return new KeyState(key, owner.isActive(), reading.readAt(), reading.number(), sharing);
  }

  /** The same of one whose owner could not be read. */
  KeyState withOwnerAsBefore(ProvenToken proven, AuthToken key) {
    return proven.state().withOwnerAsBefore(key, sharing);
  }

  /** Forgets what turned out to be true no longer. */
  void drop(ProvenToken proven) {
    atHand
        .asMap()
        .compute(
            proven, // which does not move meanwhile
            (same, token) -> {
              packed.remove(same);
              return null;
            });
  }

  /** Forgets the keys of owners that were changed. Call after the change is made. */
  void forgetIf(Predicate<Owner> changed) {
    changes.noteSomeOwners();
    forgetting.incrementAndGet();
    try {
      unpacking.unlockWrite(unpacking.writeLock()); // none is being unpacked, nor will be
      // What is packed meanwhile is found where it went.
      atHand.asMap().values().removeIf(proven -> changed.test(proven.owner()));
      packed.removeIf(changed);
    } finally {
      forgetting.decrementAndGet();
    }
  }

  /** Called while the token leaves those at hand, which lets nobody else at it. */
  private void pack(ProvenToken token) {
    leaving.accept(token);
    packed.put(token);
  }

  private @Nullable ProvenToken unpack(Fingerprint fingerprint) {
    long stamp = forgetting.get() == 0 ? unpacking.tryReadLock() : 0;
    if (stamp == 0) {
      return look(fingerprint);
    }
    try {
      return forgetting.get() == 0 ? atHand.get(fingerprint, packed::take) : look(fingerprint);
    } finally {
      unpacking.unlockRead(stamp);
    }
  }

  /** The token where it is, and where it stays. */
  private @Nullable ProvenToken look(Fingerprint fingerprint) {
    AtomicReference<@Nullable ProvenToken> found = new AtomicReference<>();
    ProvenToken token =
        atHand
            .asMap()
            .computeIfAbsent(
                fingerprint, // which does not move meanwhile
                same -> {
                  found.set(packed.find(same));
                  return null;
                });
    return token == null ? found.get() : token;
  }
}
