package dev.sallyport.admin.console.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import dev.sallyport.spi.SummaryQuery;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Filter, order and page of the list of keys, as in its URL and its form.
 *
 * @param sort name of a {@link By}, with a leading hyphen for descending order
 * @param page page number, from 1
 */
public record KeyListFilter(
    String text,
    State state,
    String account,
    String user,
    String scope,
    String tag,
    String sort,
    int page) {
  /** Number of keys on a page. */
  static final int SIZE = 50;

  private static final String BY_AGE = "-created";
  private static final Set<String> TEXTS = Set.of("q", "account", "user", "scope", "tag");
  private static final int MAX_PAGE = 1_000_000;

  /** Selectable states. */
  public enum State {
    ALL("All keys"),
    ACTIVE("Active"),
    INACTIVE("Deactivated"),
    EXPIRED("Expired"),
    OWNER_INACTIVE("User inactive"),
    ACCOUNT_INACTIVE("Account inactive"),
    EXPIRING("Active, expires within " + KeyListParameters.SOON.toDays() + " days"),
    NEVER_USED("Active, never used in " + SummaryQuery.NEVER_USED.toDays() + " days or more"),
    UNUSED("Active, unused for " + SummaryQuery.UNUSED.toDays() + " days"),
    OVER_AGE("Older than allowed");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** Returns the label of the choice. */
    public String label() {
      return label;
    }

    /** Returns the value of the query parameter; empty for all keys. */
    public String value() {
      return this == ALL ? "" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static State of(String value) {
      return Arrays.stream(values()).filter(it -> it.value().equals(value)).findFirst().orElse(ALL);
    }
  }

  /** Returns the filter for all keys, newest first. */
  static KeyListFilter all() {
    return new KeyListFilter("", State.ALL, "", "", "", "", BY_AGE, 1);
  }

  static KeyListFilter of(ConsoleRequest request) {
    return of(request::text);
  }

  private static KeyListFilter of(UnaryOperator<String> values) {
    String sort = values.apply("sort");
    return new KeyListFilter(
        values.apply("q"),
        State.of(values.apply("state")),
        values.apply("account"),
        values.apply("user"),
        values.apply("scope"),
        values.apply("tag"),
        by(sort).isPresent() ? sort : BY_AGE,
        pageOf(values.apply("page")));
  }

  private static int pageOf(String text) {
    try {
      return Math.max(1, Math.min(MAX_PAGE, Integer.parseInt(text)));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static Optional<By> by(String sort) {
    String name = sort.startsWith("-") ? sort.substring(1) : sort;
    return Arrays.stream(By.values()).filter(it -> nameOf(it).equals(name)).findFirst();
  }

  private static String nameOf(By by) {
    return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Converts the filter to a query.
   *
   * @throws InvalidValueException if a value is invalid
   */
  ApiKeyQuery query(AdminKeyService service) {
    SummaryQuery conditions = service.conditions(KeyListParameters.SOON);
    ApiKeyFilter filter =
        base(conditions)
            .with(ApiKeyFilter.TEXT, orNull(text))
            .with(ApiKeyFilter.USER, orNull(user))
            .with(ApiKeyFilter.SCOPE, orNull(scope))
            .with(ApiKeyFilter.TAG, orNull(tag));
    if (!account.isEmpty()) {
      filter = filter.with(ApiKeyFilter.ACCOUNT, account);
    }
    ApiKeySort order = new ApiKeySort(by(sort).orElse(By.CREATED), sort.startsWith("-"));
    return new ApiKeyQuery(filter, order, page - 1, SIZE);
  }

  private ApiKeyFilter base(SummaryQuery conditions) {
    return switch (state) {
      case ALL -> conditions.all();
      case ACTIVE -> conditions.in(EffectiveState.ACTIVE);
      case INACTIVE -> conditions.in(EffectiveState.INACTIVE);
      case EXPIRED -> conditions.in(EffectiveState.EXPIRED);
      case OWNER_INACTIVE -> conditions.in(EffectiveState.OWNER_INACTIVE);
      case ACCOUNT_INACTIVE -> conditions.in(EffectiveState.ACCOUNT_INACTIVE);
      case EXPIRING -> conditions.expiringSoon();
      case NEVER_USED -> conditions.neverUsed();
      case UNUSED -> conditions.unused();
      case OVER_AGE -> conditions.overAge();
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Returns whether any filter is set. */
  public boolean isNarrow() {
    return !text.isEmpty() || state != State.ALL || isDetailed();
  }

  /** Returns whether any of the filters under "More filters" is set. */
  public boolean isDetailed() {
    return !account.isEmpty() || !user.isEmpty() || !scope.isEmpty() || !tag.isEmpty();
  }

  /** A filter that is set. */
  public record Chip(String label, KeyListFilter without) {}

  /** Returns the filters that are set. */
  public List<Chip> chips() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("q", "Search: " + text);
    labels.put("state", state.label());
    labels.put("account", "Account: " + account);
    labels.put("user", "User: " + user);
    labels.put("scope", "Scope: " + scope);
    labels.put("tag", "Tag: " + tag);
    Map<String, String> set = parts();
    labels.keySet().retainAll(set.keySet());
    return labels.entrySet().stream()
        .map(it -> new Chip(it.getValue(), without(it.getKey())))
        .toList();
  }

  /** Returns each text of the filter, with the filter for this text alone. */
  List<Map.Entry<String, KeyListFilter>> texts() {
    return parts().entrySet().stream()
        .filter(it -> TEXTS.contains(it.getKey()))
        .map(it -> Map.entry(it.getValue(), only(it.getKey(), it.getValue())))
        .toList();
  }

  private static KeyListFilter only(String part, String value) {
    return of(name -> name.equals(part) ? value : "");
  }

  private KeyListFilter without(String part) {
    Map<String, String> rest = parts();
    rest.keySet().removeAll(List.of(part, "page"));
    return of(name -> rest.getOrDefault(name, ""));
  }

  /** Returns a copy for another page. */
  public KeyListFilter onPage(int other) {
    return new KeyListFilter(text, state, account, user, scope, tag, sort, other);
  }

  KeyListFilter in(State other) {
    return new KeyListFilter(text, other, account, user, scope, tag, sort, 1);
  }

  /** Returns a copy sorted by a column; in reverse order if it is sorted by it already. */
  public KeyListFilter sortedBy(By by) {
    String name = nameOf(by);
    boolean isText = by == By.NAME || by == By.OWNER;
    boolean isSoonestFirst = isText || by == By.EXPIRY;
    String first = isSoonestFirst ? name : "-" + name;
    String other = isSoonestFirst ? "-" + name : name;
    return new KeyListFilter(
        text, state, account, user, scope, tag, sort.equals(first) ? other : first, 1);
  }

  /** An order of the list. */
  public record Order(String value, String label) {}

  /** Returns the selectable orders. */
  public List<Order> orders() {
    return List.of(
        new Order(BY_AGE, "Newest first"),
        new Order("created", "Oldest first"),
        new Order("name", "Name, A to Z"),
        new Order("-name", "Name, Z to A"),
        new Order("owner", "Owner, A to Z"),
        new Order("-owner", "Owner, Z to A"),
        new Order("-last-used", "Last used first"),
        new Order("last-used", "Last used last"),
        new Order("expiry", "Expires first"),
        new Order("-expiry", "Expires last"));
  }

  /** Returns the attribute {@code aria-sort} of a column; null if another column sorts the list. */
  public @Nullable String direction(By by) {
    if (by(sort).filter(by::equals).isEmpty()) {
      return null;
    }
    return sort.startsWith("-") ? "descending" : "ascending";
  }

  /** Returns the query string with a leading question mark; empty for default values. */
  public String toQuery() {
    String query =
        parts().entrySet().stream()
            .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  /** Returns the query parameters, without those that have their default values. */
  private Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("q", text);
    parts.put("state", state.value());
    parts.put("account", account);
    parts.put("user", user);
    parts.put("scope", scope);
    parts.put("tag", tag);
    parts.put("sort", sort.equals(BY_AGE) ? "" : sort);
    parts.put("page", page == 1 ? "" : String.valueOf(page));
    parts.values().removeIf(String::isEmpty);
    return parts;
  }
}
