package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.token.DenialReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found to be no key's moments ago, so that a client that goes on with a wrong one
 * costs no read. Remembers each for {@code max-staleness} at most, and until any key is made or
 * changed in this JVM, so that none is shut out that is there by now. Not how many are forgotten
 * for want of room, nor which, tells anything about a key.
 */
final class RefusedTokens {
  private static final int MAX_KNOWN = 10_000;

  private final Cache<Fingerprint, Refusal> refusals =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();
  private final long maxStaleness;
  private final Changes changes;

  RefusedTokens(Duration maxStaleness, Changes changes) {
    this.maxStaleness = Micros.of(maxStaleness);
    this.changes = changes;
  }

  /** Why it was refused; null if that is not known, or too long ago. */
  @Nullable DenialReason find(Fingerprint fingerprint, long now) {
    Refusal refusal = refusals.getIfPresent(fingerprint);
    return refusal != null
            && Math.abs(now - refusal.at) < maxStaleness
            && !changes.isAnyKeySince(refusal.number)
        ? refusal.reason
        : null;
  }

  /**
   * Remembers one.
   *
   * @param at {@link Micros} before its key was looked for
   * @param number of {@link Changes#beginReading()}
   */
  void put(Fingerprint fingerprint, DenialReason reason, long at, long number) {
    if (maxStaleness > 0) {
      refusals.put(fingerprint, new Refusal(reason, at, number));
    }
  }

  private record Refusal(DenialReason reason, long at, long number) {}
}
