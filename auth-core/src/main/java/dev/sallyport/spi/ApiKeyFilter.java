package dev.sallyport.spi;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Filter of keys by conditions, which must all match. Immutable.
 *
 * <pre>{@code
 * ApiKeyFilter filter =
 *     ApiKeyFilter.ALL.with(ApiKeyFilter.ACCOUNT, "acme").with(ApiKeyFilter.ACTIVE, true);
 * }</pre>
 *
 * @param conditions the values that are set, by condition
 * @since 0.1.0
 */
public record ApiKeyFilter(Map<Condition<?>, Object> conditions) {
  /** Maximum length of a text to search for, in characters. */
  public static final int MAX_TEXT = 255;

  /** Filter that matches every key. */
  public static final ApiKeyFilter ALL = new ApiKeyFilter(Map.of());

  /**
   * Keys that have this text in their name, description or user id, or start their id with it. The
   * case of ASCII letters is ignored; for other letters a store may be case-sensitive. There are no
   * wildcards.
   */
  public static final Condition<String> TEXT =
      new Condition<>(
          "text", String.class, it -> TextRules.require("search text", it, 1, MAX_TEXT));

  /** Keys with this name. Case counts as in {@link #TEXT}. */
  public static final Condition<String> NAME =
      new Condition<>(
          "name", String.class, it -> TextRules.require("name", it, 1, ApiKey.MAX_NAME));

  /** Keys of this account. */
  public static final Condition<String> ACCOUNT =
      new Condition<>("account", String.class, Owner::requireAccountId);

  /** Keys of this user, compared exactly. */
  public static final Condition<String> USER =
      new Condition<>("user", String.class, Owner::requireUserId);

  /** Active keys, or inactive ones. */
  public static final Condition<Boolean> ACTIVE =
      new Condition<>("active", Boolean.class, it -> {});

  /**
   * Keys of active accounts, or of inactive ones; a store without owners treats every account as
   * active.
   */
  public static final Condition<Boolean> ACCOUNT_ACTIVE =
      new Condition<>("accountActive", Boolean.class, it -> {});

  /**
   * Keys of users that exist and are active, or of others; a store without owners treats every user
   * as active.
   */
  public static final Condition<Boolean> USER_ACTIVE =
      new Condition<>("userActive", Boolean.class, it -> {});

  /** Keys without an expiry, or with one after this instant. */
  public static final Condition<Instant> VALID_AT = instant("validAt");

  /**
   * Keys that are expired at this instant: with an expiry before it. For keys that expire soon,
   * combine it with {@link #UNEXPIRED_AT} now.
   */
  public static final Condition<Instant> EXPIRED_AT = instant("expiredAt");

  /** Keys that are not expired at this instant: without an expiry, or with one at or after it. */
  public static final Condition<Instant> UNEXPIRED_AT = instant("unexpiredAt");

  /** Keys that expire, or exceed the maximum lifetime, before this. */
  public static final Condition<End> ENDING_BEFORE =
      new Condition<>("endingBefore", End.class, it -> requireKnown("endingBefore", it.expiry()));

  /** Keys without a recorded use, or with one. */
  public static final Condition<Boolean> NEVER_USED =
      new Condition<>("neverUsed", Boolean.class, it -> {});

  /** Keys last used, or if never used, created, before this instant. */
  public static final Condition<Instant> UNUSED_SINCE = instant("unusedSince");

  /** Keys created before this instant. */
  public static final Condition<Instant> CREATED_BEFORE = instant("createdBefore");

  /** Keys created at or after this instant. */
  public static final Condition<Instant> CREATED_SINCE = instant("createdSince");

  /** Keys that hold exactly this scope; wildcards are ordinary characters, in the keys and here. */
  public static final Condition<String> SCOPE =
      new Condition<>("scope", String.class, it -> TextRules.requireWord("scope", it));

  /** Keys with exactly this tag. */
  public static final Condition<String> TAG =
      new Condition<>("tag", String.class, it -> TextRules.requireWord("tag", it));

  /**
   * Validates the conditions.
   *
   * @throws InvalidValueException if a text cannot occur in a key, or an instant is not within the
   *     years 1000 to 9999; the message names the condition, not its value
   * @throws ClassCastException if a value is not of its condition's type
   */
  public ApiKeyFilter {
    conditions = Map.copyOf(conditions);
    conditions.forEach(Condition::check);
  }

  /**
   * Returns a filter with a condition, which replaces an earlier value of it.
   *
   * @param value null removes the condition
   * @throws InvalidValueException see {@link #ApiKeyFilter}
   */
  public <T> ApiKeyFilter with(Condition<T> condition, @Nullable T value) {
    Map<Condition<?>, Object> changed = new HashMap<>(conditions);
    changed.remove(condition);
    if (value != null) {
      changed.put(condition, value);
    }
    return new ApiKeyFilter(changed);
  }

  /** Returns the value of a condition; null if it is not set. */
  public <T> @Nullable T get(Condition<T> condition) {
    return condition.type.cast(conditions.get(condition));
  }

  /**
   * Checks that a store knows all conditions of this filter. A condition that it ignored would find
   * keys of others.
   *
   * @throws IllegalStateException if it does not
   */
  public void requireKnown(Set<Condition<?>> known) {
    if (!known.containsAll(conditions.keySet())) {
      throw new IllegalStateException(
          "The store knows the conditions %s, not all of %s".formatted(known, conditions.keySet()));
    }
  }

  private static Condition<Instant> instant(String name) {
    return new Condition<>(name, Instant.class, it -> requireKnown(name, it));
  }

  private static void requireKnown(String name, Instant instant) {
    if (instant.isBefore(TimeLimits.FIRST) || instant.isAfter(TimeLimits.LAST)) {
      throw new InvalidValueException(name + " must be within the years 1000 to 9999");
    }
  }

  /**
   * End of a key by its expiry or its age, whichever comes first.
   *
   * @param expiry matches keys that expire before this instant
   * @param creation matches keys that were created before this instant
   */
  public record End(Instant expiry, Instant creation) {}

  /**
   * Condition of a filter: one of the constants.
   *
   * @param <T> type of its value
   */
  public static final class Condition<T> {
    private final String name;
    private final Class<T> type;
    private final Consumer<T> rule;

    private Condition(String name, Class<T> type, Consumer<T> rule) {
      this.name = name;
      this.type = type;
      this.rule = rule;
    }

    private void check(Object value) {
      rule.accept(type.cast(value));
    }

    /** Returns the name of the condition, such as {@code account}. */
    @Override
    public String toString() {
      return name;
    }
  }
}
