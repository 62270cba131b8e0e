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
 * Conditions of an {@link ApiKeyFilter} in JPQL on a key {@code k}. Client values are passed as
 * parameters only.
 */
public final class KeyConditions {
  private static final String LIKE = " like :%s escape '!'";

  private static final String KEYS = " from SallyportKey k";

  /** Joins the owner {@code u} and account {@code a} of a key. They are null if absent. */
  static final String OWNERS =
      " left join SallyportUser u on u.userId = k.userId and u.accountId = k.accountId"
          + " and (k.ownerIncarnation is null or k.ownerIncarnation = u.incarnation)"
          + " left join SallyportAccount a on a.accountId = u.accountId";

  private final boolean keepsOwners;
  private final Map<String, Object> parameters = new HashMap<>();

  /**
   * Creates conditions.
   *
   * @param keepsOwners whether owners are stored beside the keys, so that conditions can refer to
   *     them
   */
  KeyConditions(boolean keepsOwners) {
    this.keepsOwners = keepsOwners;
  }

  /** Returns the {@code from} clause that the conditions of a filter refer to. */
  String from(ApiKeyFilter filter) {
    boolean isOfOwners = filter.accountActive() != null || filter.userActive() != null;
    return isOfOwners ? fromKeysWithOwners() : KEYS;
  }

  /** Returns the {@code from} clause that the conditions of any filter may refer to. */
  String fromKeysWithOwners() {
    return keepsOwners ? KEYS + OWNERS : KEYS;
  }

  /** Returns the JPQL condition of a filter and keeps its parameters. */
  String of(ApiKeyFilter filter) {
    List<String> conditions = new ArrayList<>();
    addOwner(filter, conditions);
    addTimes(filter, conditions);
    addListElement("scopes", filter.scope(), conditions);
    addListElement("tags", filter.tag(), conditions);
    if (filter.text() != null) {
      conditions.add(text(filter.text()));
    }
    return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
  }

  /** Sets the parameters of all conditions on a query. */
  <T> TypedQuery<T> set(TypedQuery<T> query) {
    parameters.forEach(query::setParameter);
    return query;
  }

  private void addOwner(ApiKeyFilter filter, List<String> conditions) {
    add("k.accountId = %s", filter.accountId(), conditions);
    add("k.userId = %s", filter.userId(), conditions);
    add("k.active = %s", filter.active(), conditions);
    addOwnerState(
        filter.accountActive(),
        "(a.active is null or a.active = true)",
        "a.active = false",
        conditions);
    addOwnerState(
        filter.userActive(),
        "u.active = true",
        "(u.active is null or u.active = false)",
        conditions);
  }

  /** Owners that are not stored in this database count as active. */
  private void addOwnerState(
      @Nullable Boolean isActive, String ifActive, String ifInactive, List<String> conditions) {
    if (isActive != null && keepsOwners) {
      conditions.add(isActive ? ifActive : ifInactive);
    } else if (Boolean.FALSE.equals(isActive)) {
      conditions.add("1 = 0");
    }
  }

  private void addTimes(ApiKeyFilter filter, List<String> conditions) {
    add("(k.expiresAt is null or k.expiresAt > %s)", roundedDown(filter.validAt()), conditions);
    add("k.expiresAt < %s", roundedUp(filter.expiredAt()), conditions);
    add("(k.expiresAt is null or k.expiresAt >= %s)", roundedUp(filter.unexpiredAt()), conditions);
    if (filter.neverUsed() != null) {
      conditions.add("k.lastUsedAt is " + (filter.neverUsed() ? "null" : "not null"));
    }
    // No coalesce(), so that an index on lastUsedAt can be used.
    add(
        "(k.lastUsedAt < %1$s or k.lastUsedAt is null and k.createdAt < %1$s)",
        roundedUp(filter.unusedSince()), conditions);
    add("k.createdAt < %s", roundedUp(filter.createdBefore()), conditions);
    add("k.createdAt >= %s", roundedUp(filter.createdSince()), conditions);
    ApiKeyFilter.End end = filter.endingBefore();
    if (end != null) {
      conditions.add(
          "(k.expiresAt < :%s or k.createdAt < :%s)"
              .formatted(
                  parameter(requireNonNull(roundedUp(end.expiry()))),
                  parameter(requireNonNull(roundedUp(end.creation())))));
    }
  }

  private void add(String condition, @Nullable Object value, List<String> conditions) {
    if (value != null) {
      conditions.add(condition.formatted(":" + parameter(value)));
    }
  }

  /** Adds a condition on an element of a column of elements separated by single blanks. */
  private void addListElement(String attribute, @Nullable String element, List<String> conditions) {
    if (element != null) {
      String pattern = "% " + escaped(element) + " %";
      conditions.add(
          "concat(' ', k.%s, ' ')".formatted(attribute) + LIKE.formatted(parameter(pattern)));
    }
  }

  /**
   * Databases disagree on lower-casing letters beyond ASCII: PostgreSQL with the collation "C"
   * leaves them unchanged. Therefore both foldings are searched if they differ.
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
    List.of("name", "description", "userId")
        .forEach(part -> conditions.add("lower(k." + part + ")" + like));
  }

  private String parameter(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return name;
  }

  /** Escapes a text for {@code like ... escape '!'}. */
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

  private static @Nullable Instant roundedDown(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Rounds up to microseconds, the resolution of the databases, so that everything before the
   * instant stays before it.
   */
  private static @Nullable Instant roundedUp(@Nullable Instant instant) {
    Instant rounded = roundedDown(instant);
    return rounded == null || rounded.equals(instant)
        ? rounded
        : rounded.plus(1, ChronoUnit.MICROS);
  }
}
