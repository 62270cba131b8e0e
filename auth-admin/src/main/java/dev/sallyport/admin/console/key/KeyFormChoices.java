package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Scopes;
import dev.sallyport.management.Lifetime;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a key offers.
 *
 * @param lifetimes selectable lifetimes
 * @param latest last instant at which the key can work; null if nothing limits it
 * @param scopes known scopes that the user can grant
 * @param users users that can own the key
 */
public record KeyFormChoices(
    List<LifetimeChoice> lifetimes,
    Instant now,
    @Nullable Instant latest,
    List<String> scopes,
    List<User> users) {
  private static final int RECENT_KEYS = 200;
  private static final int MAX_SCOPES = 24;
  private static final int MAX_USERS = 50;

  /**
   * Returns the choices.
   *
   * @param key the key to edit; null for a new key
   */
  static KeyFormChoices of(ConsoleRequest request, @Nullable ApiKey key) {
    Instant now = request.sallyport().clock().instant();
    Instant created = key == null ? now : key.createdAt();
    Instant latest =
        limited(request.sallyport().keys().validity(new Lifetime.Endless(), created).latestEnd());
    Instant byDefault =
        limited(request.sallyport().keys().validity(new Lifetime.ByDefault(), now).end());
    LifetimeChoice first =
        key != null
            ? new LifetimeChoice(LifetimeChoice.UNCHANGED, "Unchanged")
            : new LifetimeChoice(LifetimeChoice.DEFAULT, "Default: " + length(now, byDefault));
    return new KeyFormChoices(
        LifetimeChoice.all(first, now, latest),
        now,
        latest,
        scopes(request),
        key == null && request.administrator().isSuper() ? users(request, "") : List.of());
  }

  private static @Nullable Instant limited(Instant end) {
    return end.equals(Instant.MAX) ? null : end;
  }

  private static String length(Instant now, @Nullable Instant end) {
    return end == null ? "never" : TimeFormat.length(Duration.between(now, end));
  }

  /** Returns the scopes of recent keys, and those that the settings name. */
  private static List<String> scopes(ConsoleRequest request) {
    Administrator administrator = request.administrator();
    Stream<String> used =
        request.keys().list(ApiKeyQuery.all().page(0, RECENT_KEYS)).items().stream()
            .map(ApiKey::scopes)
            .flatMap(Collection::stream);
    return Stream.concat(administrator.grantable().stream(), used)
        .filter(it -> !it.equals("*") && Scopes.coverAll(administrator.grantable(), List.of(it)))
        .distinct()
        .sorted()
        .limit(MAX_SCOPES)
        .toList();
  }

  /** Returns users whose id or email contains a text; none if the text cannot occur in them. */
  static List<User> users(ConsoleRequest request, String text) {
    try {
      OwnerQuery query = OwnerQuery.all().text(text.isEmpty() ? null : text).page(0, MAX_USERS);
      return request.owners().users(query).fold(page -> page.items(), why -> List.of());
    } catch (InvalidValueException e) {
      return List.of();
    }
  }

  /** Returns the selected lifetime of a new key: the longest preset up to 90 days. */
  String preset() {
    return lifetimes.stream()
        .map(LifetimeChoice::value)
        .filter(it -> LifetimeChoice.of(it).filter(this::isUsual).isPresent())
        .reduce((shorter, longer) -> longer)
        .orElse(LifetimeChoice.DEFAULT);
  }

  private boolean isUsual(Duration period) {
    return period.toDays() <= LifetimeChoice.PRESET_DAYS;
  }

  /** Returns how long a key can work at most; null if nothing limits it. */
  public @Nullable String maximum() {
    return latest == null ? null : length(now, latest);
  }

  /** Returns the first selectable date. */
  public String firstDate() {
    return TimeFormat.date(now);
  }

  /** Returns the last selectable date; null if nothing limits it. */
  public @Nullable String lastDate() {
    return latest == null ? null : TimeFormat.date(latest);
  }
}
