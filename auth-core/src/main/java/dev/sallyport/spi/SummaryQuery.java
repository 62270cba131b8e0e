package dev.sallyport.spi;

import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Conditions by which keys are counted in a {@link KeySummary} and selected by their {@link
 * EffectiveState}.
 *
 * <pre>{@code
 * SummaryQuery conditions = sallyport.keys().conditions(Duration.ofDays(7));
 * ApiKeyQuery expired = ApiKeyQuery.of(conditions.in(EffectiveState.EXPIRED));
 * }</pre>
 *
 * @param accountId account; null for all
 * @param now instant for which states are computed
 * @param soon keys that end between {@code now} and this instant end soon
 * @param createdBefore keys created before this instant exceed the maximum lifetime; {@link
 *     Instant#EPOCH} if there is none
 * @param overAgeDenied whether such keys are denied
 * @param ownersActive whether all owners count as active, because the directory of a host decides
 * @since 0.1.0
 */
public record SummaryQuery(
    @Nullable String accountId,
    Instant now,
    Instant soon,
    Instant createdBefore,
    boolean overAgeDenied,
    boolean ownersActive) {

  /** Time without use after which a key counts as unused. */
  public static final Duration UNUSED = Duration.ofDays(90);

  /** Age at which a key that was never used counts as such. */
  public static final Duration NEVER_USED = Duration.ofDays(7);

  /** Creates conditions in which the status of owners counts. */
  public SummaryQuery(
      @Nullable String accountId,
      Instant now,
      Instant soon,
      Instant createdBefore,
      boolean overAgeDenied) {
    this(accountId, now, soon, createdBefore, overAgeDenied, false);
  }

  /** Returns the same conditions beside the directory of a host: all owners count as active. */
  public SummaryQuery withActiveOwners() {
    return new SummaryQuery(accountId, now, soon, createdBefore, overAgeDenied, true);
  }

  /** Returns the condition for every key of the account. */
  public ApiKeyFilter all() {
    return ApiKeyFilter.builder().account(accountId).build();
  }

  /** Returns the condition for keys in a state. */
  public ApiKeyFilter in(EffectiveState state) {
    return switch (state) {
      case EXPIRED -> all().toBuilder().expiredAt(now).build();
      case OVER_AGE -> overAgeDenied ? unexpired().createdBefore(createdBefore).build() : none();
      case ACCOUNT_INACTIVE -> ownersActive ? none() : unended().accountActive(false).build();
      case OWNER_INACTIVE ->
          ownersActive ? none() : unended().accountActive(true).userActive(false).build();
      case INACTIVE -> ofActiveOwners(unended()).active(false).build();
      case ACTIVE -> active().build();
    };
  }

  /** Returns the condition for active keys that end soon. */
  public ApiKeyFilter expiringSoon() {
    return endingSoon(active()).build();
  }

  /**
   * Adds the condition that keys have not ended but will end soon, by their expiry or their age.
   */
  public ApiKeyFilter.Builder endingSoon(ApiKeyFilter.Builder filter) {
    Instant creation =
        overAgeDenied ? createdBefore.plus(Duration.between(now, soon)) : Instant.EPOCH;
    return filter
        .unexpiredAt(now)
        .createdSince(overAgeDenied ? createdBefore : null)
        .endingBefore(new ApiKeyFilter.End(soon, creation));
  }

  /**
   * Returns the condition for active keys older than {@link #NEVER_USED} without a recorded use.
   */
  public ApiKeyFilter neverUsed() {
    return active().neverUsed(true).createdBefore(now.minus(NEVER_USED)).build();
  }

  /** Returns the condition for active keys that were used, but not for {@link #UNUSED}. */
  public ApiKeyFilter unused() {
    return active().neverUsed(false).unusedSince(now.minus(UNUSED)).build();
  }

  /** Returns the condition for keys that are over age and would be active otherwise. */
  public ApiKeyFilter overAge() {
    return ofActiveOwners(unexpired()).active(true).createdBefore(createdBefore).build();
  }

  private ApiKeyFilter.Builder active() {
    return ofActiveOwners(unended()).active(true);
  }

  private ApiKeyFilter.Builder ofActiveOwners(ApiKeyFilter.Builder filter) {
    return ownersActive ? filter : filter.accountActive(true).userActive(true);
  }

  /** Returns a condition that no key meets: none was created before the epoch. */
  private ApiKeyFilter none() {
    return all().toBuilder().createdBefore(Instant.EPOCH).build();
  }

  private ApiKeyFilter.Builder unended() {
    return overAgeDenied ? unexpired().createdSince(createdBefore) : unexpired();
  }

  private ApiKeyFilter.Builder unexpired() {
    return all().toBuilder().unexpiredAt(now);
  }
}
