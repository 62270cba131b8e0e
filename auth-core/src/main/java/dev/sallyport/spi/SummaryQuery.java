package dev.sallyport.spi;

import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT;
import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT_ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.ENDING_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.EXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.UNEXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.UNUSED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.USER_ACTIVE;

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
    return ApiKeyFilter.ALL.with(ACCOUNT, accountId);
  }

  /** Returns the condition for keys in a state. */
  public ApiKeyFilter in(EffectiveState state) {
    return switch (state) {
      case EXPIRED -> all().with(EXPIRED_AT, now);
      case OVER_AGE -> overAgeDenied ? unexpired().with(CREATED_BEFORE, createdBefore) : none();
      case ACCOUNT_INACTIVE -> ownersActive ? none() : unended().with(ACCOUNT_ACTIVE, false);
      case OWNER_INACTIVE ->
          ownersActive ? none() : unended().with(ACCOUNT_ACTIVE, true).with(USER_ACTIVE, false);
      case INACTIVE -> ofActiveOwners(unended()).with(ACTIVE, false);
      case ACTIVE -> active();
    };
  }

  /** Returns the condition for active keys that end soon. */
  public ApiKeyFilter expiringSoon() {
    return endingSoon(active());
  }

  /**
   * Adds the condition that keys have not ended but will end soon, by their expiry or their age.
   */
  public ApiKeyFilter endingSoon(ApiKeyFilter filter) {
    Instant creation =
        overAgeDenied ? createdBefore.plus(Duration.between(now, soon)) : Instant.EPOCH;
    return filter
        .with(UNEXPIRED_AT, now)
        .with(CREATED_SINCE, overAgeDenied ? createdBefore : null)
        .with(ENDING_BEFORE, new ApiKeyFilter.End(soon, creation));
  }

  /**
   * Returns the condition for active keys older than {@link #NEVER_USED} without a recorded use.
   */
  public ApiKeyFilter neverUsed() {
    return active().with(ApiKeyFilter.NEVER_USED, true).with(CREATED_BEFORE, now.minus(NEVER_USED));
  }

  /** Returns the condition for active keys that were used, but not for {@link #UNUSED}. */
  public ApiKeyFilter unused() {
    return active().with(ApiKeyFilter.NEVER_USED, false).with(UNUSED_SINCE, now.minus(UNUSED));
  }

  /** Returns the condition for keys that are over age and would be active otherwise. */
  public ApiKeyFilter overAge() {
    return ofActiveOwners(unexpired()).with(ACTIVE, true).with(CREATED_BEFORE, createdBefore);
  }

  private ApiKeyFilter active() {
    return ofActiveOwners(unended()).with(ACTIVE, true);
  }

  private ApiKeyFilter ofActiveOwners(ApiKeyFilter filter) {
    return ownersActive ? filter : filter.with(ACCOUNT_ACTIVE, true).with(USER_ACTIVE, true);
  }

  /** Returns a condition that no key meets: none was created before the epoch. */
  private ApiKeyFilter none() {
    return all().with(CREATED_BEFORE, Instant.EPOCH);
  }

  private ApiKeyFilter unended() {
    return overAgeDenied ? unexpired().with(CREATED_SINCE, createdBefore) : unexpired();
  }

  private ApiKeyFilter unexpired() {
    return all().with(UNEXPIRED_AT, now);
  }
}
