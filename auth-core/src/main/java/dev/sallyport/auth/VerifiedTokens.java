package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Tokens that were proven lately: by lookup, a SHA-256 of the token and what was read of its key.
 *
 * <p>Proof lasts as long as the key's digest stays the same; the key's state is only as fresh as
 * {@code readAt}. A fill that was under way while a key was changed leaves nothing behind, so a
 * change in this JVM is seen by the next request.
 */
final class VerifiedTokens {
  private final Cache<String, Proven> byLookup;
  private final AtomicLong changes = new AtomicLong();

  VerifiedTokens(int maximumSize) {
    this.byLookup = Caffeine.newBuilder().maximumSize(maximumSize).build();
  }

  /** What is known of the key, if just this token was proven to be its own. */
  Optional<Proven> find(String lookup, Secret presented) {
    Proven proven = byLookup.getIfPresent(lookup);
    if (proven == null || !MessageDigest.isEqual(proven.fingerprint, fingerprint(presented))) {
      return Optional.empty();
    }
    return Optional.of(proven);
  }

  /** Call before reading what {@link #put} is to keep. */
  long changesSoFar() {
    return changes.get();
  }

  /** Keeps it, unless a key was changed since {@code changesBeforeRead}. */
  void put(Proven proven, long changesBeforeRead) {
    // Atomic: nobody sees it in between, and forget() of the same key waits.
    byLookup
        .asMap()
        .compute(
            proven.key.lookup(),
            (lookup, old) -> changes.get() == changesBeforeRead ? proven : null);
  }

  /** Keeps the newer of two, unless the older is forgotten or was replaced meanwhile. */
  void replace(Proven older, Proven newer) {
    byLookup.asMap().replace(older.key.lookup(), older, newer);
  }

  /** Forgets what turned out to be true no longer; what others put meanwhile stays. */
  void drop(Proven proven) {
    byLookup.asMap().remove(proven.key.lookup(), proven);
  }

  /** Forgets a key that was changed. Call after the change is in the store. */
  void forget(String lookup) {
    changes.incrementAndGet();
    byLookup.invalidate(lookup);
  }

  /** Forgets the keys of owners that were changed. Call after the change is in the store. */
  void forgetIf(Predicate<Owner> changed) {
    changes.incrementAndGet();
    byLookup.asMap().values().removeIf(proven -> changed.test(proven.key.owner()));
  }

  static byte[] fingerprint(Secret presented) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(presented.revealBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** A proven token's SHA-256, and the state of its key and owner when they were last read. */
  static final class Proven {
    final AuthToken key;
    final OwnerStatus owner;
    final Instant readAt;
    final TokenPrincipal principal;
    private final byte[] fingerprint;

    Proven(byte[] fingerprint, AuthToken key, OwnerStatus owner, Instant readAt) {
      this.fingerprint = fingerprint;
      this.key = key;
      this.owner = owner;
      this.readAt = readAt;
      this.principal = TokenPrincipal.of(key);
    }

    Proven readAgain(AuthToken key, OwnerStatus owner, Instant readAt) {
      return new Proven(fingerprint, key, owner, readAt);
    }
  }
}
