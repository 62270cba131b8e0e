package dev.sallyport.jpa.statement;

import static java.util.Objects.requireNonNull;

import dev.sallyport.spi.ApiKeyFilter;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link ApiKeyFilter}s in JPQL about a key {@code k}; only parameters carry what somebody asked
 * for.
 */
public final class KeyConditions {
  private static final String LIKE = " like :%s escape '!'";

  private static final String KEYS = " from SallyportKey k";

  /** The owner {@code u} and account {@code a} of a key, which are null where there are none. */
  static final String OWNERS =
      " left join SallyportUser u on u.username = k.username and u.accountNumber = k.accountNumber"
          + " and (k.ownerIncarnation is null or k.ownerIncarnation = u.incarnation)"
          + " left join SallyportAccount a on a.accountNumber = u.accountNumber";

  private final boolean keepsOwners;
  private final Map<String, Object> parameters = new HashMap<>();

  /** Conditions on keys alone, or on their owners too where those are kept beside the keys. */
  KeyConditions(boolean keepsOwners) {
    this.keepsOwners = keepsOwners;
  }

  /** Returns the {@code from} clause that the conditions of a filter refer to. */
  String from(ApiKeyFilter filter) {
    boolean isOfOwners = filter.accountActiveOrNull() != null || filter.userActiveOrNull() != null;
    return isOfOwners ? fromKeysWithOwners() : KEYS;
  }

  /** Returns the {@code from} clause that the conditions of any filter may refer to. */
  String fromKeysWithOwners() {
    return keepsOwners ? KEYS + OWNERS : KEYS;
  }

  /** The condition that says the same; its parameters are kept here. */
  String of(ApiKeyFilter filter) {
    List<String> conditions = new ArrayList<>();
    addOwner(filter, conditions);
    addTimes(filter, conditions);
    addWord("scopes", filter.scopeOrNull(), conditions);
    addWord("tags", filter.tagOrNull(), conditions);
    if (filter.textOrNull() != null) {
      conditions.add(text(filter.textOrNull()));
    }
    return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
  }

  <T> TypedQuery<T> set(TypedQuery<T> query) {
    parameters.forEach(query::setParameter);
    return query;
  }

  private void addOwner(ApiKeyFilter filter, List<String> conditions) {
    add("k.accountNumber = %s", filter.accountNumberOrNull(), conditions);
    add("k.username = %s", filter.usernameOrNull(), conditions);
    add("k.active = %s", filter.activeOrNull(), conditions);
    addOwnerState(
        filter.accountActiveOrNull(),
        "(a.active is null or a.active = true)",
        "a.active = false",
        conditions);
    addOwnerState(
        filter.userActiveOrNull(),
        "u.active = true",
        "(u.active is null or u.active = false)",
        conditions);
  }

  /** An owner that is not kept here counts as active. */
  private void addOwnerState(
      @Nullable Boolean wanted, String ifActive, String ifInactive, List<String> conditions) {
    if (wanted != null && keepsOwners) {
      conditions.add(wanted ? ifActive : ifInactive);
    } else if (Boolean.FALSE.equals(wanted)) {
      conditions.add("1 = 0");
    }
  }

  private void addTimes(ApiKeyFilter filter, List<String> conditions) {
    add("(k.expiresAt is null or k.expiresAt > %s)", down(filter.validAtOrNull()), conditions);
    add("k.expiresAt < %s", up(filter.expiredAtOrNull()), conditions);
    add("(k.expiresAt is null or k.expiresAt >= %s)", up(filter.unexpiredAtOrNull()), conditions);
    if (filter.neverUsedOrNull() != null) {
      conditions.add("k.lastUsedAt is " + (filter.neverUsedOrNull() ? "null" : "not null"));
    }
    // not coalesce(): so it says what an index on lastUsedAt is good for
    add(
        "(k.lastUsedAt < %1$s or k.lastUsedAt is null and k.createdAt < %1$s)",
        up(filter.unusedSinceOrNull()), conditions);
    add("k.createdAt < %s", up(filter.madeBeforeOrNull()), conditions);
    add("k.createdAt >= %s", up(filter.madeSinceOrNull()), conditions);
    ApiKeyFilter.End end = filter.endingBeforeOrNull();
    if (end != null) {
      conditions.add(
          "(k.expiresAt < :%s or k.createdAt < :%s)"
              .formatted(
                  parameter(requireNonNull(up(end.expiry()))),
                  parameter(requireNonNull(up(end.creation())))));
    }
  }

  private void add(String condition, @Nullable Object value, List<String> conditions) {
    if (value != null) {
      conditions.add(condition.formatted(":" + parameter(value)));
    }
  }

  /** Words stand in their column with a blank between each two. */
  private void addWord(String attribute, @Nullable String word, List<String> conditions) {
    if (word != null) {
      String pattern = "% " + escaped(word) + " %";
      conditions.add(
          "concat(' ', k.%s, ' ')".formatted(attribute) + LIKE.formatted(parameter(pattern)));
    }
  }

  /**
   * What is a capital letter beyond ASCII, databases do not agree on: PostgreSQL with the collation
   * "C" leaves such letters as they are. So both foldings are looked for, where they differ.
   */
  private String text(String text) {
    String ofAll = text.toLowerCase(Locale.ROOT);
    String ofAscii = withAsciiLowerCase(text);
    List<String> conditions = new ArrayList<>();
    conditions.add("k.id" + LIKE.formatted(parameter(escaped(ofAll) + "%")));
    addPart(ofAll, conditions);
    if (!ofAscii.equals(ofAll)) {
      addPart(ofAscii, conditions);
    }
    return "(" + String.join(" or ", conditions) + ")";
  }

  private void addPart(String folded, List<String> conditions) {
    String like = LIKE.formatted(parameter("%" + escaped(folded) + "%"));
    List.of("name", "description", "username")
        .forEach(part -> conditions.add("lower(k." + part + ")" + like));
  }

  private String parameter(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return name;
  }

  /** For {@code like ... escape '!'}. */
  public static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  static String withAsciiLowerCase(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.chars()
        .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
        .forEach(letter -> folded.append((char) letter));
    return folded.toString();
  }

  private static @Nullable Instant down(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** So that what is before it stays so: databases keep microseconds. */
  private static @Nullable Instant up(@Nullable Instant instant) {
    Instant rounded = down(instant);
    return rounded == null || rounded.equals(instant)
        ? rounded
        : rounded.plus(1, ChronoUnit.MICROS);
  }
}
