package dev.sallyport.memory;

import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeySort;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matching of a key against an {@link ApiKeyFilter} and sorting by an {@link ApiKeySort}, in
 * memory.
 */
record MatchedKey(ApiKey key) {
  boolean fits(ApiKeyFilter filter) {
    return fitsOwner(filter) && fitsTimes(filter) && fitsWords(filter);
  }

  private boolean fitsOwner(ApiKeyFilter filter) {
    return isOrAny(filter.accountId(), key.owner().accountId())
        && isOrAny(filter.userId(), key.owner().userId())
        && isOrAny(filter.active(), key.active());
  }

  private boolean fitsTimes(ApiKeyFilter filter) {
    Instant end = key.expiresAt();
    Instant use = key.lastUsedAt();
    Instant validAt = filter.validAt();
    Instant unexpiredAt = filter.unexpiredAt();
    return (validAt == null || end == null || end.isAfter(validAt))
        && (unexpiredAt == null || !key.isExpiredAt(unexpiredAt))
        && (filter.expiredAt() == null || key.isExpiredAt(filter.expiredAt()))
        && isOrAny(filter.neverUsed(), use == null)
        && isBeforeOrAny(use == null ? key.createdAt() : use, filter.unusedSince())
        && isBeforeOrAny(key.createdAt(), filter.createdBefore())
        && (filter.createdSince() == null || !key.createdAt().isBefore(filter.createdSince()))
        && (filter.endingBefore() == null || endsBefore(filter.endingBefore()));
  }

  private boolean endsBefore(ApiKeyFilter.End end) {
    return key.isExpiredAt(end.expiry()) || key.createdAt().isBefore(end.creation());
  }

  private boolean fitsWords(ApiKeyFilter filter) {
    return (filter.scope() == null || key.scopes().contains(filter.scope()))
        && (filter.tag() == null || key.tags().contains(filter.tag()))
        && (filter.name() == null || folded(key.name()).equals(folded(filter.name())))
        && (filter.text() == null || containsText(folded(filter.text())));
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

  private static boolean isOrAny(@Nullable Object expected, Object actual) {
    return expected == null || expected.equals(actual);
  }

  private static boolean isBeforeOrAny(Instant actual, @Nullable Instant limit) {
    return limit == null || actual.isBefore(limit);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
