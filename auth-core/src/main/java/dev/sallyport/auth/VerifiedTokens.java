package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were proven lately, so many of them.
 *
 * <p>Proof lasts as long as the key's digest stays the same; what is known of the key's state tells
 * itself how fresh it is, and {@link Changes} whether it is overridden.
 */
final class VerifiedTokens {
  private final Cache<Fingerprint, ProvenToken> tokens;
  private final Changes changes;
  private final Sharing sharing = new Sharing();

  VerifiedTokens(int maximumSize, Changes changes) {
    this.tokens = Caffeine.newBuilder().maximumSize(maximumSize).build();
    this.changes = changes;
  }

  /** How many there are, roughly. */
  long size() {
    return tokens.estimatedSize();
  }

  /** The token, if it was proven. */
  @Nullable ProvenToken find(Fingerprint fingerprint) {
    return tokens.getIfPresent(fingerprint);
  }

  /** What is remembered of the same token, if anything is, without counting as a use of it. */
  @Nullable ProvenToken current(ProvenToken token) {
    return tokens.policy().getIfPresentQuietly(token);
  }

  /** Remembers a token that was just proven. */
  ProvenToken put(ProvenToken proven) {
    if (proven.state().isAnyOwnerChangedBy(changes)) {
      return proven;
    }
    ProvenToken kept = tokens.get(proven, same -> proven);
    kept.update(proven.state());
    if (kept.state().isAnyOwnerChangedBy(changes)) {
      drop(kept); // forgetIf() may have passed by just before it was here
    }
    return kept;
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
    tokens.invalidate(proven);
  }

  /** Forgets the keys of owners that were changed. Call after the change is made. */
  void forgetIf(Predicate<Owner> changed) {
    changes.noteSomeOwners();
    tokens.asMap().values().removeIf(proven -> changed.test(proven.state().owner()));
  }
}
