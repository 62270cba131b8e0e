package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.KeyFilter;
import dev.sallyport.auth.spi.KeyOrder;
import dev.sallyport.auth.spi.KeyOrder.By;
import dev.sallyport.auth.spi.SummaryQuery;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.EffectiveState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keys the parameters of a request ask for; the same for the API and for pages. */
final class KeyListing {
  /** What ends within it, ends soon, where nobody says otherwise. */
  static final Duration SOON = Duration.ofDays(30);

  static final Set<String> PARAMETERS =
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

  private KeyListing() {}

  /**
   * What is asked for.
   *
   * @throws NotAccepted if something is that no key could be
   */
  static TokenQuery query(Query query, KeyDesk desk) {
    return new TokenQuery(filter(query, desk), order(query), query.page() - 1, query.size());
  }

  private static KeyFilter filter(Query query, KeyDesk desk) {
    SummaryQuery conditions =
        desk.conditions(query.duration("expiring-within").orElse(Duration.ZERO));
    Optional<EffectiveState> state = query.text("state").map(KeyListing::state);
    KeyFilter.Builder filter =
        state
            .map(conditions::in)
            .map(KeyFilter::toBuilder)
            .orElseGet(KeyFilter::builder)
            .text(query.text("q").orElse(null))
            .account(query.text("account").orElse(null))
            .user(query.text("user").orElse(null))
            .neverUsed(query.flag("never-used").orElse(null))
            .scope(query.text("scope").orElse(null))
            .tag(query.text("tag").orElse(null));
    Optional<Boolean> active = query.flag("active");
    active.ifPresent(filter::active);
    Instant now = conditions.now();
    Optional<Boolean> expired = query.flag("expired");
    Optional<Duration> expiredFor = query.duration("expired-for");
    boolean isExpiring = query.text("expiring-within").isPresent();
    if (state.isPresent()
        && (active.isPresent() || expired.isPresent() || expiredFor.isPresent())) {
      throw NotAccepted.because(
          "A state says it all: leave active, expired and expired-for out beside it.");
    }
    boolean isExpired = expired.orElse(expiredFor.isPresent());
    if (isExpired ? isExpiring : expiredFor.isPresent()) {
      throw NotAccepted.because("What is expired is not expiring: leave one of them out.");
    }
    if (isExpiring) {
      conditions.endingSoon(filter);
    } else if (expiredFor.isPresent()) {
      filter.expiredAt(now.minus(expiredFor.get()));
    } else if (expired.isPresent()) {
      filter.expiredAt(expired.get() ? now : null).unexpiredAt(expired.get() ? null : now);
    }
    query.duration("unused-for").ifPresent(time -> filter.unusedSince(now.minus(time)));
    query
        .flag("over-age")
        .ifPresent(
            isOver -> {
              if (!isOver) {
                throw Query.wrong("over-age", "true, or left out");
              }
              filter.madeBefore(conditions.createdBefore());
            });
    return filter.build();
  }

  private static EffectiveState state(String word) {
    return EffectiveState.of(word)
        .orElseThrow(() -> Query.wrong("state", "one of " + EffectiveState.words()));
  }

  private static KeyOrder order(Query query) {
    String sort = query.text("sort").orElse("-created");
    boolean descending = sort.startsWith("-");
    By by = ORDERS.get(descending ? sort.substring(1) : sort);
    if (by == null) {
      throw Query.wrong(
          "sort", "created, name, owner, last-used or expiry, with a - before it to turn it round");
    }
    return new KeyOrder(by, descending);
  }
}
