package dev.sallyport.memory;

import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT;
import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT_ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.CREATED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.ENDING_BEFORE;
import static dev.sallyport.spi.ApiKeyFilter.EXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.NAME;
import static dev.sallyport.spi.ApiKeyFilter.NEVER_USED;
import static dev.sallyport.spi.ApiKeyFilter.SCOPE;
import static dev.sallyport.spi.ApiKeyFilter.TAG;
import static dev.sallyport.spi.ApiKeyFilter.TEXT;
import static dev.sallyport.spi.ApiKeyFilter.UNEXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.UNUSED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.USER;
import static dev.sallyport.spi.ApiKeyFilter.USER_ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.VALID_AT;

import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeySort;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matching of a key against an {@link ApiKeyFilter} and sorting by an {@link ApiKeySort}, in
 * memory.
 */
record MatchedKey(ApiKey key, ApiKeyFilter filter) {
  /** Conditions that are matched, here and by the store. */
  static final Set<ApiKeyFilter.Condition<?>> KNOWN =
      Set.of(
          ACCOUNT,
          ACCOUNT_ACTIVE,
          ACTIVE,
          CREATED_BEFORE,
          CREATED_SINCE,
          ENDING_BEFORE,
          EXPIRED_AT,
          NAME,
          NEVER_USED,
          SCOPE,
          TAG,
          TEXT,
          UNEXPIRED_AT,
          UNUSED_SINCE,
          USER,
          USER_ACTIVE,
          VALID_AT);

  boolean fits() {
    Instant end = key.expiresAt();
    Instant use = key.lastUsedAt();
    return fits(ACCOUNT, key.owner().accountId()::equals)
        && fits(USER, key.owner().userId()::equals)
        && fits(ACTIVE, it -> it == key.active())
        && fits(VALID_AT, it -> end == null || end.isAfter(it))
        && fits(EXPIRED_AT, key::isExpiredAt)
        && fits(UNEXPIRED_AT, it -> !key.isExpiredAt(it))
        && fits(ENDING_BEFORE, this::endsBefore)
        && fits(NEVER_USED, it -> it == (use == null))
        && fits(UNUSED_SINCE, (use == null ? key.createdAt() : use)::isBefore)
        && fits(CREATED_BEFORE, key.createdAt()::isBefore)
        && fits(CREATED_SINCE, it -> !key.createdAt().isBefore(it))
        && fits(SCOPE, key.scopes()::contains)
        && fits(TAG, key.tags()::contains)
        && fits(NAME, it -> folded(key.name()).equals(folded(it)))
        && fits(TEXT, it -> containsText(folded(it)));
  }

  private <T> boolean fits(ApiKeyFilter.Condition<T> condition, Predicate<T> rule) {
    T value = filter.get(condition);
    return value == null || rule.test(value);
  }

  private boolean endsBefore(ApiKeyFilter.End end) {
    return key.isExpiredAt(end.expiry()) || key.createdAt().isBefore(end.creation());
  }

  private boolean containsText(String text) {
    return key.id().toString().startsWith(text)
        || Stream.of(key.name(), key.description(), key.owner().userId())
            .anyMatch(part -> folded(part).contains(text));
  }

  static Comparator<ApiKey> comparator(ApiKeySort order) {
    Comparator<@Nullable Instant> time = Comparator.naturalOrder();
    Comparator<ApiKey> comparator =
        switch (order.by()) {
          case CREATED -> Comparator.comparing(ApiKey::createdAt);
          case NAME -> Comparator.comparing(key -> folded(key.name()));
          case OWNER ->
              Comparator.comparing((ApiKey key) -> key.owner().accountId())
                  .thenComparing(key -> key.owner().userId());
          case LAST_USED -> Comparator.comparing(ApiKey::lastUsedAt, Comparator.nullsFirst(time));
          case EXPIRY -> Comparator.comparing(ApiKey::expiresAt, Comparator.nullsLast(time));
        };
    Comparator<ApiKey> ascending = comparator.thenComparing(key -> key.id().toString());
    return order.descending() ? ascending.reversed() : ascending;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
