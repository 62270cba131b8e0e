package dev.sallyport.auth.memory;

import dev.sallyport.auth.spi.KeyFilter;
import dev.sallyport.auth.spi.KeyOrder;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A key beside a {@link KeyFilter} and a {@link KeyOrder}, in memory. */
record MatchedKey(AuthToken key) {
  boolean fits(KeyFilter filter) {
    return fitsOwner(filter) && fitsTimes(filter) && fitsWords(filter);
  }

  private boolean fitsOwner(KeyFilter filter) {
    return isOrAny(filter.accountNumberOrNull(), key.owner().accountNumber())
        && isOrAny(filter.usernameOrNull(), key.owner().username())
        && isOrAny(filter.activeOrNull(), key.active());
  }

  private boolean fitsTimes(KeyFilter filter) {
    Instant end = key.expiresAt();
    Instant use = key.lastUsedAt();
    Instant validAt = filter.validAtOrNull();
    Instant unexpiredAt = filter.unexpiredAtOrNull();
    return (validAt == null || end == null || end.isAfter(validAt))
        && (unexpiredAt == null || !key.isExpiredAt(unexpiredAt))
        && (filter.expiredAtOrNull() == null || key.isExpiredAt(filter.expiredAtOrNull()))
        && isOrAny(filter.neverUsedOrNull(), use == null)
        && isBeforeOrAny(use == null ? key.createdAt() : use, filter.unusedSinceOrNull())
        && isBeforeOrAny(key.createdAt(), filter.madeBeforeOrNull())
        && (filter.madeSinceOrNull() == null || !key.createdAt().isBefore(filter.madeSinceOrNull()))
        && (filter.endingBeforeOrNull() == null || endsBefore(filter.endingBeforeOrNull()));
  }

  private boolean endsBefore(KeyFilter.End end) {
    return key.isExpiredAt(end.expiry()) || key.createdAt().isBefore(end.creation());
  }

  private boolean fitsWords(KeyFilter filter) {
    return (filter.scopeOrNull() == null || key.scopes().contains(filter.scopeOrNull()))
        && (filter.tagOrNull() == null || key.tags().contains(filter.tagOrNull()))
        && (filter.textOrNull() == null || says(folded(filter.textOrNull())));
  }

  private boolean says(String text) {
    return key.id().toString().startsWith(text)
        || Stream.of(key.name(), key.description(), key.owner().username())
            .anyMatch(part -> folded(part).contains(text));
  }

  static Comparator<AuthToken> comparator(KeyOrder order) {
    Comparator<AuthToken> comparator =
        switch (order.by()) {
          case CREATED -> by(AuthToken::createdAt, order);
          case NAME -> by(key -> folded(key.name()), order);
          case OWNER ->
              by((AuthToken key) -> key.owner().accountNumber(), order)
                  .thenComparing(by(key -> key.owner().username(), order));
          case LAST_USED -> by(AuthToken::lastUsedAt, order);
          case EXPIRY -> by(AuthToken::expiresAt, order);
        };
    return comparator.thenComparing(key -> key.id().toString());
  }

  private static <T extends Comparable<T>> Comparator<AuthToken> by(
      Function<AuthToken, @Nullable T> part, KeyOrder order) {
    Comparator<T> natural = Comparator.naturalOrder();
    return Comparator.comparing(
        part, Comparator.nullsLast(order.descending() ? natural.reversed() : natural));
  }

  private static boolean isOrAny(@Nullable Object wanted, Object actual) {
    return wanted == null || wanted.equals(actual);
  }

  private static boolean isBeforeOrAny(Instant actual, @Nullable Instant wanted) {
    return wanted == null || actual.isBefore(wanted);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
