package dev.sallyport.admin.api;

import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;

/**
 * Numbers of keys.
 *
 * @param overAgeDenied number of keys in the state {@code over-age}
 * @param overAge number of keys older than the maximum lifetime that are active otherwise
 * @param neverUsed active keys older than 7 days without a recorded use
 * @param unused active keys that were used, but not for 90 days
 * @since 0.1.0
 */
public record SummaryView(
    long total,
    long active,
    long inactive,
    long expired,
    long overAgeDenied,
    long ownerInactive,
    long accountInactive,
    long expiringSoon,
    long neverUsed,
    long overAge,
    long unused) {
  /** Returns the view of a summary. */
  public static SummaryView of(KeySummary summary) {
    return new SummaryView(
        summary.total(),
        summary.in(EffectiveState.ACTIVE),
        summary.in(EffectiveState.INACTIVE),
        summary.in(EffectiveState.EXPIRED),
        summary.in(EffectiveState.OVER_AGE),
        summary.in(EffectiveState.OWNER_INACTIVE),
        summary.in(EffectiveState.ACCOUNT_INACTIVE),
        summary.expiringSoon(),
        summary.neverUsed(),
        summary.overAge(),
        summary.unused());
  }
}
