package dev.sallyport.jdbc.query;

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
import static java.util.Objects.requireNonNull;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of an {@link ApiKeyFilter} on a key {@code k}, in SQL with named parameters. Client
 * values are passed as parameters only.
 *
 * <p>Names of tables, columns and parameters are lower-case words with underscores, so that a store
 * can translate them to the names of its entities.
 */
public final class KeyConditions {
  private static final String LIKE = " like :%s escape '!'";

  private static final String KEYS = " from sallyport_key k";

  /**
   * Joins the owner {@code u} and account {@code a} of a key. They are null if absent. EclipseLink
   * 5 parses several conditions before {@code left} only in parentheses.
   */
  public static final String OWNERS =
      " left join sallyport_user u on (u.user_id = k.user_id and u.account_id = k.account_id"
          + " and (k.owner_incarnation is null or k.owner_incarnation = u.incarnation))"
          + " left join sallyport_account a on a.account_id = u.account_id";

  /** Conditions that {@link #of} translates. */
  private static final Set<ApiKeyFilter.Condition<?>> KNOWN =
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

  private final boolean keepsOwners;
  private final Map<String, Object> parameters = new HashMap<>();

  /**
   * Creates conditions.
   *
   * @param keepsOwners whether owners are stored beside the keys, so that conditions can refer to
   *     them
   */
  public KeyConditions(boolean keepsOwners) {
    this.keepsOwners = keepsOwners;
  }

  /** Returns the {@code from} clause that the conditions of a filter refer to. */
  public String from(ApiKeyFilter filter) {
    boolean isOfOwners = filter.get(ACCOUNT_ACTIVE) != null || filter.get(USER_ACTIVE) != null;
    return isOfOwners ? fromKeysWithOwners() : KEYS;
  }

  /** Returns the {@code from} clause that the conditions of any filter may refer to. */
  public String fromKeysWithOwners() {
    return keepsOwners ? KEYS + OWNERS : KEYS;
  }

  /** Returns the condition of a filter and keeps its parameters. */
  public String of(ApiKeyFilter filter) {
    filter.requireKnown(KNOWN);
    List<String> conditions = new ArrayList<>();
    addOwner(filter, conditions);
    addTimes(filter, conditions);
    addListElement("scopes", filter.get(SCOPE), conditions);
    addListElement("tags", filter.get(TAG), conditions);
    String name = filter.get(NAME);
    if (name != null) {
      conditions.add(name(name));
    }
    String text = filter.get(TEXT);
    if (text != null) {
      conditions.add(text(text));
    }
    return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
  }

  /** Returns the parameters of all conditions so far, by name. */
  public Map<String, Object> parameters() {
    return Map.copyOf(parameters);
  }

  /**
   * Returns a page with its total.
   *
   * @param count counts all keys, up to one more than {@link ApiKeyQuery#MAX_COUNTED}; not called
   *     if no key follows the page
   */
  public static <E extends Exception> Page<ApiKey> page(
      ApiKeyQuery query, List<ApiKey> keys, Count<E> count) throws E {
    int seen = keys.isEmpty() ? 0 : query.offset() + keys.size();
    boolean isLast = keys.size() < query.size() && (query.page() == 0 || !keys.isEmpty());
    return new Page<>(keys, isLast ? seen : Math.max(seen, count.get()));
  }

  /**
   * Returns the {@code order by} clause for counting up to a number of keys; empty for none. Keys
   * of one or all accounts are counted in an index, which a database reads only in its order.
   */
  public static String countOrder(ApiKeyFilter filter) {
    ApiKeyFilter ofAccount = ApiKeyFilter.ALL.with(ACCOUNT, filter.get(ACCOUNT));
    return filter.equals(ofAccount) ? orderBy(ApiKeySort.NEWEST_FIRST) : "";
  }

  /** Counting of keys. */
  @FunctionalInterface
  public interface Count<E extends Exception> {
    /** Returns the number. */
    long get() throws E;
  }

  /**
   * Returns the {@code order by} clause of a sort order. Descending orders are ascending ones read
   * backwards, so that an index serves both. MariaDB has no {@code nulls last}, nor has Jakarta
   * Persistence before 3.2.
   */
  public static String orderBy(ApiKeySort order) {
    List<String> keys =
        switch (order.by()) {
          case CREATED -> List.of("k.created_at");
          case NAME -> List.of("lower(k.name)");
          case OWNER -> List.of("k.account_id", "k.user_id");
          case LAST_USED ->
              List.of("case when k.last_used_at is null then 0 else 1 end", "k.last_used_at");
          case EXPIRY ->
              List.of("case when k.expires_at is null then 1 else 0 end", "k.expires_at");
        };
    String direction = order.descending() ? " desc" : "";
    return Stream.concat(keys.stream(), Stream.of("k.id"))
        .map(key -> key + direction)
        .collect(Collectors.joining(", ", " order by ", ""));
  }

  private void addOwner(ApiKeyFilter filter, List<String> conditions) {
    add("k.account_id = %s", filter.get(ACCOUNT), conditions);
    add("k.user_id = %s", filter.get(USER), conditions);
    add("k.active = %s", filter.get(ACTIVE), conditions);
    addOwnerState(
        filter.get(ACCOUNT_ACTIVE),
        "(a.active is null or a.active = true)",
        "a.active = false",
        conditions);
    addOwnerState(
        filter.get(USER_ACTIVE),
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
    add(
        "(k.expires_at is null or k.expires_at > %s)",
        Micros.down(filter.get(VALID_AT)), conditions);
    add("k.expires_at < %s", Micros.up(filter.get(EXPIRED_AT)), conditions);
    add(
        "(k.expires_at is null or k.expires_at >= %s)",
        Micros.up(filter.get(UNEXPIRED_AT)), conditions);
    Boolean neverUsed = filter.get(NEVER_USED);
    if (neverUsed != null) {
      conditions.add("k.last_used_at is " + (neverUsed ? "null" : "not null"));
    }
    // No coalesce(), so that an index on last_used_at can be used.
    add(
        "(k.last_used_at < %1$s or k.last_used_at is null and k.created_at < %1$s)",
        Micros.up(filter.get(UNUSED_SINCE)), conditions);
    add("k.created_at < %s", Micros.up(filter.get(CREATED_BEFORE)), conditions);
    add("k.created_at >= %s", Micros.up(filter.get(CREATED_SINCE)), conditions);
    ApiKeyFilter.End end = filter.get(ENDING_BEFORE);
    if (end != null) {
      conditions.add(
          "(k.expires_at < :%s or k.created_at < :%s)"
              .formatted(
                  parameter(requireNonNull(Micros.up(end.expiry()))),
                  parameter(requireNonNull(Micros.up(end.creation())))));
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
      String pattern = "% " + LikePattern.escaped(element) + " %";
      conditions.add(
          "concat(' ', k.%s, ' ')".formatted(attribute) + LIKE.formatted(parameter(pattern)));
    }
  }

  private String name(String name) {
    return LikePattern.folded(name).stream()
        .map(folded -> "lower(k.name) = :" + parameter(folded))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private String text(String text) {
    List<String> conditions = new ArrayList<>();
    String start = LikePattern.escaped(text.toLowerCase(Locale.ROOT)) + "%";
    conditions.add("k.id" + LIKE.formatted(parameter(start)));
    for (String pattern : LikePattern.containing(text)) {
      String like = LIKE.formatted(parameter(pattern));
      List.of("name", "description", "user_id")
          .forEach(part -> conditions.add("lower(k." + part + ")" + like));
    }
    return "(" + String.join(" or ", conditions) + ")";
  }

  private String parameter(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return name;
  }
}
