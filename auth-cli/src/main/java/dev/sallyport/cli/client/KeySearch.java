package dev.sallyport.cli.client;

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

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.config.Durations;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Search conditions for keys. Times are relative, so that the clock of the database or the server
 * applies.
 *
 * @param fixed the conditions that do not depend on time
 * @param state the effective state; null for all
 * @param expired whether the keys are expired; null for both
 * @param expiredFor the minimum time since expiry; null for all
 * @param expiringWithin the maximum time until expiry of keys that are not expired; null for all
 * @param unusedFor the minimum time since the last use; null for all
 * @param overAge whether to return only keys older than the setting {@code max-lifetime-days}
 * @param order the sort order
 * @param page the number of the page, from 0
 * @param size the number of keys on a page
 */
public record KeySearch(
    ApiKeyFilter fixed,
    @Nullable EffectiveState state,
    @Nullable Boolean expired,
    @Nullable Duration expiredFor,
    @Nullable Duration expiringWithin,
    @Nullable Duration unusedFor,
    boolean overAge,
    ApiKeySort order,
    int page,
    int size) {
  /**
   * Validates the conditions.
   *
   * @throws UsageException if the page or size is out of bounds, or conditions contradict each
   *     other
   */
  public KeySearch {
    int wantedPage = page;
    int wantedSize = size;
    UsageException.convertInvalidValue(() -> ApiKeyQuery.all().page(wantedPage, wantedSize));
    if (state != null && (fixed.get(ACTIVE) != null || expired != null || expiredFor != null)) {
      throw new UsageException(
          "--state cannot be combined with --active, --inactive, --expired, --unexpired or"
              + " --expired-for");
    }
    if (expiringWithin != null && (Boolean.TRUE.equals(expired) || expiredFor != null)) {
      throw new UsageException(
          "--expiring-within cannot be combined with --expired or --expired-for");
    }
  }

  /** Returns a search for a text, in the order of creation. */
  public static KeySearch ofText(String text) {
    ApiKeyFilter filter = ApiKeyFilter.ALL.with(TEXT, text);
    return largePage(filter, null, ApiKeySort.NEWEST_FIRST, 0);
  }

  /** Returns a search for expired keys, those that expired first first. */
  public static KeySearch ofExpired(Duration age, int page) {
    ApiKeySort order = ApiKeySort.ascending(ApiKeySort.By.EXPIRY);
    return largePage(ApiKeyFilter.ALL, age, order, page);
  }

  private static KeySearch largePage(
      ApiKeyFilter fixed, @Nullable Duration expiredFor, ApiKeySort order, int page) {
    return new KeySearch(
        fixed, null, null, expiredFor, null, null, false, order, page, ApiKeyQuery.MAX_SIZE);
  }

  /** Returns the same conditions with another page of the maximum size. */
  public KeySearch largePage(int page) {
    return new KeySearch(
        fixed,
        state,
        expired,
        expiredFor,
        expiringWithin,
        unusedFor,
        overAge,
        order,
        page,
        ApiKeyQuery.MAX_SIZE);
  }

  /** Returns the number of keys before the page. */
  public long offset() {
    return (long) page * size;
  }

  /** Returns the period that {@link #query} needs for keys that expire soon. */
  public Duration soon() {
    return expiringWithin == null ? Duration.ZERO : expiringWithin;
  }

  /** Returns the query for a store, at the instant of the given conditions. */
  public ApiKeyQuery query(SummaryQuery conditions) {
    ApiKeyFilter filter = state == null ? fixed : inState(conditions.in(state));
    if (expiringWithin != null) {
      filter = conditions.endingSoon(filter);
    } else if (expiredFor != null) {
      filter = filter.with(EXPIRED_AT, conditions.now().minus(expiredFor));
    } else if (expired != null) {
      filter =
          filter
              .with(EXPIRED_AT, expired ? conditions.now() : null)
              .with(UNEXPIRED_AT, expired ? null : conditions.now());
    }
    if (unusedFor != null) {
      filter = filter.with(UNUSED_SINCE, conditions.now().minus(unusedFor));
    }
    if (overAge) {
      filter = filter.with(CREATED_BEFORE, conditions.createdBefore());
    }
    return new ApiKeyQuery(filter, order, page, size);
  }

  private ApiKeyFilter inState(ApiKeyFilter ofState) {
    return ofState
        .with(TEXT, fixed.get(TEXT))
        .with(ACCOUNT, fixed.get(ACCOUNT))
        .with(USER, fixed.get(USER))
        .with(NEVER_USED, fixed.get(NEVER_USED))
        .with(SCOPE, fixed.get(SCOPE))
        .with(TAG, fixed.get(TAG));
  }

  /** Returns the query parameters for a server. */
  public Map<String, String> parameters() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("q", fixed.get(TEXT));
    all.put("account", fixed.get(ACCOUNT));
    all.put("user", fixed.get(USER));
    all.put("state", state == null ? null : state.word());
    all.put("active", fixed.get(ACTIVE));
    all.put("never-used", fixed.get(NEVER_USED));
    all.put("scope", fixed.get(SCOPE));
    all.put("tag", fixed.get(TAG));
    all.put("expired", expired);
    all.put("expired-for", text(expiredFor));
    all.put("expiring-within", text(expiringWithin));
    all.put("unused-for", text(unusedFor));
    all.put("over-age", overAge ? true : null);
    all.put("sort", text(order));
    all.put("page", page + 1);
    all.put("size", size);
    Map<String, String> parameters = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (value != null) {
            parameters.put(name, value.toString());
          }
        });
    return parameters;
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : Durations.format(duration);
  }

  private static String text(ApiKeySort order) {
    return (order.descending() ? "-" : "") + OrderNames.of(order.by());
  }

  /** Names of sort orders in options and URLs. */
  public static final class OrderNames implements Iterable<String> {
    public static final Map<String, ApiKeySort.By> ALL =
        Stream.of(ApiKeySort.By.values()).collect(Collectors.toMap(OrderNames::of, by -> by));

    static String of(ApiKeySort.By by) {
      return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Iterator<String> iterator() {
      return ALL.keySet().stream().sorted().iterator();
    }
  }
}
