package dev.sallyport.admin.service;

import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT;
import static dev.sallyport.spi.ApiKeyFilter.ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.EXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.NEVER_USED;
import static dev.sallyport.spi.ApiKeyFilter.SCOPE;
import static dev.sallyport.spi.ApiKeyFilter.TAG;
import static dev.sallyport.spi.ApiKeyFilter.TEXT;
import static dev.sallyport.spi.ApiKeyFilter.UNEXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.UNUSED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.USER;

import dev.sallyport.key.EffectiveState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Query parameters of the list of keys. */
public final class KeyListParameters {
  /** Default period within which keys count as expiring soon. */
  public static final Duration SOON = Duration.ofDays(30);

  /** Names of all parameters. */
  public static final Set<String> PARAMETERS =
      Set.of(
          "page",
          "size",
          "sort",
          "q",
          "account",
          "user",
          "state",
          "active",
          "expired",
          "expired-for",
          "expiring-within",
          "never-used",
          "unused-for",
          "over-age",
          "scope",
          "tag");

  private static final Map<String, By> ORDERS =
      Map.of(
          "created", By.CREATED,
          "name", By.NAME,
          "owner", By.OWNER,
          "last-used", By.LAST_USED,
          "expiry", By.EXPIRY);

  private KeyListParameters() {}

  /**
   * Parses the parameters.
   *
   * @throws BadRequestException if a parameter is invalid, or parameters contradict each other
   */
  public static ApiKeyQuery query(QueryParameters query, AdminKeyService service) {
    return new ApiKeyQuery(filter(query, service), order(query), query.page() - 1, query.size());
  }

  private static ApiKeyFilter filter(QueryParameters query, AdminKeyService service) {
    SummaryQuery conditions =
        service.conditions(query.duration("expiring-within").orElse(Duration.ZERO));
    Optional<EffectiveState> state = query.text("state").map(KeyListParameters::state);
    ApiKeyFilter filter =
        state
            .map(conditions::in)
            .orElse(ApiKeyFilter.ALL)
            .with(TEXT, query.text("q").orElse(null))
            .with(ACCOUNT, query.text("account").orElse(null))
            .with(USER, query.text("user").orElse(null))
            .with(NEVER_USED, query.flag("never-used").orElse(null))
            .with(SCOPE, query.text("scope").orElse(null))
            .with(TAG, query.text("tag").orElse(null));
    Optional<Boolean> active = query.flag("active");
    if (active.isPresent()) {
      filter = filter.with(ACTIVE, active.get());
    }
    Instant now = conditions.now();
    Optional<Boolean> expired = query.flag("expired");
    Optional<Duration> expiredFor = query.duration("expired-for");
    boolean isExpiring = query.text("expiring-within").isPresent();
    if (state.isPresent()
        && (active.isPresent() || expired.isPresent() || expiredFor.isPresent())) {
      throw BadRequestException.because(
          "The parameter state cannot be combined with active, expired or expired-for.");
    }
    boolean isExpired = expired.orElse(expiredFor.isPresent());
    if (isExpired ? isExpiring : expiredFor.isPresent()) {
      throw BadRequestException.because(
          "The parameters expired, expired-for and expiring-within exclude each other.");
    }
    if (isExpiring) {
      filter = conditions.endingSoon(filter);
    } else if (expiredFor.isPresent()) {
      filter = filter.with(EXPIRED_AT, now.minus(expiredFor.get()));
    } else if (expired.isPresent()) {
      filter =
          filter
              .with(EXPIRED_AT, expired.get() ? now : null)
              .with(UNEXPIRED_AT, expired.get() ? null : now);
    }
    Optional<Duration> unusedFor = query.duration("unused-for");
    if (unusedFor.isPresent()) {
      filter = filter.with(UNUSED_SINCE, now.minus(unusedFor.get()));
    }
    Optional<Boolean> overAge = query.flag("over-age");
    if (overAge.isPresent()) {
      if (!overAge.get()) {
        throw QueryParameters.wrong("over-age", "true or absent");
      }
      filter = filter.with(CREATED_BEFORE, conditions.createdBefore());
    }
    return filter;
  }

  private static EffectiveState state(String word) {
    return EffectiveState.of(word)
        .orElseThrow(() -> QueryParameters.wrong("state", "one of " + EffectiveState.words()));
  }

  private static ApiKeySort order(QueryParameters query) {
    String sort = query.text("sort").orElse("-created");
    boolean descending = sort.startsWith("-");
    By by = ORDERS.get(descending ? sort.substring(1) : sort);
    if (by == null) {
      throw QueryParameters.wrong(
          "sort",
          "created, name, owner, last-used or expiry, with a leading - for descending order");
    }
    return new ApiKeySort(by, descending);
  }
}
