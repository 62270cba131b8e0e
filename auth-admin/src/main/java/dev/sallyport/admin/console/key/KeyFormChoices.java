package dev.sallyport.admin.console.key;

import static java.util.stream.Collectors.joining;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Scopes;
import dev.sallyport.management.Lifetime;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    List<UserOption> users) {
  private static final int RECENT_KEYS = 200;
  private static final int MAX_SCOPES = 24;
  private static final int READ_USERS = 200;
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

  /**
   * Returns users that can own keys and whose id or email contains a text, first those with this
   * id; none if the text cannot occur in them.
   */
  static List<UserOption> users(ConsoleRequest request, String text) {
    try {
      OwnerQuery all = OwnerQuery.all().page(0, READ_USERS);
      Stream<User> exact = text.isEmpty() ? Stream.of() : users(request, all.ofUser(text));
      return Stream.concat(exact, users(request, all.text(text.isEmpty() ? null : text)))
          .filter(user -> user.active() && user.staff())
          .map(user -> UserOption.of(user, request.administrator().owner().accountId()))
          .distinct()
          .limit(MAX_USERS)
          .toList();
    } catch (InvalidValueException e) {
      return List.of();
    }
  }

  private static Stream<User> users(ConsoleRequest request, OwnerQuery query) {
    return request
        .owners()
        .users(query)
        .fold(page -> page.items(), why -> List.<User>of())
        .stream();
  }

  /**
   * A user to choose.
   *
   * @param value the user id, of another account with the account: {@code bob@beta}
   */
  public record UserOption(String value, Owner owner, String label) {
    static UserOption of(User user, String nearAccount) {
      String account = user.owner().accountId();
      String value = account.equals(nearAccount) ? user.owner().userId() : user.owner().toString();
      String where = account.equals(Owner.DEFAULT_ACCOUNT) ? "" : account;
      String label =
          Stream.of(where, user.email()).filter(it -> !it.isEmpty()).collect(joining(", "));
      return new UserOption(value, user.owner(), label);
    }
  }

  /** Returns whether the form has a field for the account. */
  public boolean hasAccounts(KeyForm form) {
    return !form.account().equals(Owner.DEFAULT_ACCOUNT)
        || users.stream().anyMatch(it -> !it.owner().accountId().equals(Owner.DEFAULT_ACCOUNT));
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

  /** Returns how long a key can work from now at most; null if nothing limits it, or it is over. */
  public @Nullable String maximum() {
    return latest == null || isOver() ? null : length(now, latest);
  }

  /** Returns whether the key is older than the settings allow. */
  public boolean isOver() {
    return latest != null && latest.isBefore(now);
  }

  /** Returns why a key cannot expire at an instant; empty if it can. */
  Optional<Denial> denialOf(Instant end) {
    if (end.isBefore(now)) {
      return Optional.of(Denial.EXPIRY_IN_THE_PAST);
    }
    return latest != null && end.isAfter(latest)
        ? Optional.of(Denial.EXPIRY_BEYOND_MAXIMUM)
        : Optional.empty();
  }

  /** Returns the first selectable date. */
  public String firstDate() {
    return TimeFormat.date(now);
  }

  /** Returns the last selectable date; null if nothing limits it. */
  public @Nullable String lastDate() {
    return latest == null || isOver() ? null : TimeFormat.date(latest);
  }
}
