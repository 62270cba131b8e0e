package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.concurrent.atomic.AtomicInteger;
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
  /** How many are at hand; some 250 B each. */
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
            .executor(Runnable::run) // or each token that is packed would wake a thread
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
    return current == null ? packed.find(fingerprint) : current;
  }

  /** Remembers a token that was just proven. */
  ProvenToken put(ProvenToken proven) {
    if (proven.state().isAnyOwnerChangedBy(changes)) {
      return proven;
    }
    ProvenToken kept = atHand.get(proven, same -> proven);
    kept.update(proven.state());
    if (kept.state().isAnyOwnerChangedBy(changes)) {
      drop(kept); // forgetIf() may have passed by just before it was here
    }
    return kept;
  }

  /** Takes over what was read of a proven token's key. */
  void update(ProvenToken proven, KeyState read) {
    proven.update(read);
    ProvenToken current = atHand.policy().getIfPresentQuietly(proven);
    if (current == null) {
      packed.update(proven, read);
    } else {
      current.update(read);
    }
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
            proven, // so that it does not move meanwhile
            (same, token) -> {
              packed.remove(same);
              return null;
            });
  }

  /** Forgets the keys of owners that were changed. Call after the change is made. */
  void forgetIf(Predicate<Owner> changed) {
    changes.noteSomeOwners();
    forgetting.incrementAndGet();
    long stamp = unpacking.writeLock(); // what is packed meanwhile is found where it went
    try {
      atHand.asMap().values().removeIf(proven -> changed.test(proven.owner()));
      packed.removeIf(changed);
    } finally {
      unpacking.unlockWrite(stamp);
      forgetting.decrementAndGet();
    }
  }

  /** Called while the token leaves those at hand, which lets nobody else at it. */
  private void pack(ProvenToken token) {
    packed.put(token);
    leaving.accept(token);
  }

  private @Nullable ProvenToken unpack(Fingerprint fingerprint) {
    long stamp = forgetting.get() == 0 ? unpacking.tryReadLock() : 0;
    if (stamp == 0) {
      ProvenToken token = packed.find(fingerprint);
      return token == null ? atHand.getIfPresent(fingerprint) : token;
    }
    try {
      // It is at both places for a moment, since at neither it would be proven anew.
      ProvenToken token = atHand.get(fingerprint, packed::lend);
      packed.removeLent(fingerprint);
      return token;
    } finally {
      unpacking.unlockRead(stamp);
    }
  }
}
