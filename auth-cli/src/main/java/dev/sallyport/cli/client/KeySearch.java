package dev.sallyport.cli.client;

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
 * Which keys to list, in words that do not depend on what time it is where they are kept.
 *
 * @param fixed the conditions without a time
 * @param state of this effective state; null for all
 * @param expired over, or not; null for both
 * @param expiredFor over for longer than this; null for all
 * @param expiringWithin not over yet, but within this from now; null for all
 * @param unusedFor without a use for so long; null for all
 * @param overAge older than the setting {@code max-lifetime-days}
 * @param page number of the page, from 0
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
   * Checks the parts.
   *
   * @throws UsageException if page or size is out of its bounds, or no key could be meant
   */
  public KeySearch {
    int wantedPage = page;
    int wantedSize = size;
    UsageException.unlessWithinBounds(() -> ApiKeyQuery.all().page(wantedPage, wantedSize));
    if (state != null && (fixed.activeOrNull() != null || expired != null || expiredFor != null)) {
      throw new UsageException(
          "--state says it all: leave --active, --inactive, --expired, --unexpired and"
              + " --expired-for out");
    }
    if (expiringWithin != null && (Boolean.TRUE.equals(expired) || expiredFor != null)) {
      throw new UsageException(
          "what is expired is not expiring: give --expiring-within, or --expired or --expired-for");
    }
  }

  /** The same on another page, of the largest. */
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

  /** How many keys stand before the page. */
  public long offset() {
    return (long) page * size;
  }

  /** How far {@link #query} wants to know what ends soon. */
  public Duration soon() {
    return expiringWithin == null ? Duration.ZERO : expiringWithin;
  }

  /** The same for a store, at the instant of these conditions. */
  public ApiKeyQuery query(SummaryQuery conditions) {
    ApiKeyFilter.Builder filter =
        state == null ? fixed.toBuilder() : inState(conditions.in(state)).toBuilder();
    if (expiringWithin != null) {
      conditions.endingSoon(filter);
    } else if (expiredFor != null) {
      filter.expiredAt(conditions.now().minus(expiredFor));
    } else if (expired != null) {
      filter
          .expiredAt(expired ? conditions.now() : null)
          .unexpiredAt(expired ? null : conditions.now());
    }
    if (unusedFor != null) {
      filter.unusedSince(conditions.now().minus(unusedFor));
    }
    if (overAge) {
      filter.madeBefore(conditions.createdBefore());
    }
    return new ApiKeyQuery(filter.build(), order, page, size);
  }

  private ApiKeyFilter inState(ApiKeyFilter ofState) {
    return ofState.toBuilder()
        .text(fixed.textOrNull())
        .account(fixed.accountNumberOrNull())
        .user(fixed.usernameOrNull())
        .neverUsed(fixed.neverUsedOrNull())
        .scope(fixed.scopeOrNull())
        .tag(fixed.tagOrNull())
        .build();
  }

  /** The same for a server. */
  public Map<String, String> parameters() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("q", fixed.textOrNull());
    all.put("account", fixed.accountNumberOrNull());
    all.put("user", fixed.usernameOrNull());
    all.put("state", state == null ? null : state.word());
    all.put("active", fixed.activeOrNull());
    all.put("never-used", fixed.neverUsedOrNull());
    all.put("scope", fixed.scopeOrNull());
    all.put("tag", fixed.tagOrNull());
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

  private static @Nullable String text(@Nullable Duration length) {
    return length == null ? null : Durations.format(length);
  }

  private static String text(ApiKeySort order) {
    return (order.descending() ? "-" : "") + OrderNames.of(order.by());
  }

  /** What keys are sorted by, as options and URLs have it. */
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
