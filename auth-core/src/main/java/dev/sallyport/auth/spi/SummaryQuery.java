package dev.sallyport.auth.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KeySummary} counts: the keys that each of these filters lets through.
 *
 * @param accountNumberOrNull only keys of this account; null for all
 * @param now what is expired by now is told apart from all else
 * @param soon what expires between now and then, expires soon
 * @param madeBefore what was made before is older than keys should become; {@link Instant#EPOCH}
 *     where they may grow as old as they like
 */
public record SummaryQuery(
    @Nullable String accountNumberOrNull, Instant now, Instant soon, Instant madeBefore) {

  /** Every key of the account. */
  public KeyFilter all() {
    return KeyFilter.builder().account(accountNumberOrNull).build();
  }

  /** Switched on and not expired. */
  public KeyFilter active() {
    return unexpired(true).build();
  }

  /** Switched off and not expired. */
  public KeyFilter inactive() {
    return unexpired(false).build();
  }

  /** Expired, switched on or off. */
  public KeyFilter expired() {
    return all().toBuilder().expiredAt(now).build();
  }

  /** Active, but not for long. */
  public KeyFilter expiringSoon() {
    return unexpired(true).expiredAt(soon).build();
  }

  /** Active, but without a recorded use. */
  public KeyFilter neverUsed() {
    return unexpired(true).neverUsed(true).build();
  }

  /** Active, but older than keys should become. */
  public KeyFilter overAge() {
    return unexpired(true).madeBefore(madeBefore).build();
  }

  private KeyFilter.Builder unexpired(boolean active) {
    return all().toBuilder().active(active).unexpiredAt(now);
  }
}
