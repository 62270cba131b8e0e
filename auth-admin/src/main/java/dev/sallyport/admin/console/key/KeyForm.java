package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.key.AuditEntryView.Difference;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Scopes;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Unvalidated input of the form of a key.
 *
 * @param lifetime value of a {@link LifetimeChoice}
 * @param until date, for the choice "On a date"
 * @param version version of the key when the form was opened; empty for a new key
 */
public record KeyForm(
    String account,
    String user,
    String name,
    String description,
    String scopes,
    String networks,
    String tags,
    String lifetime,
    String until,
    String reason,
    String version) {
  private static final String UNCHANGED = LifetimeChoice.UNCHANGED;
  private static final String UNTIL = LifetimeChoice.UNTIL;

  /** Returns the form of a new key with default values. */
  static KeyForm fresh(Owner owner, KeyFormChoices choices) {
    String lifetime = choices.preset();
    return new KeyForm(owner.accountId(), owner.userId(), "", "", "", "", "", lifetime, "", "", "");
  }

  /** Returns the form of a new key with the properties of another one. */
  static KeyForm like(ApiKey key, KeyFormChoices choices) {
    KeyForm form = of(key);
    return new KeyForm(
        form.account,
        form.user,
        form.name,
        form.description,
        form.scopes,
        form.networks,
        form.tags,
        choices.preset(),
        "",
        "",
        "");
  }

  static KeyForm of(ApiKey key) {
    return new KeyForm(
        key.owner().accountId(),
        key.owner().userId(),
        key.name(),
        key.description(),
        String.join(" ", key.scopes()),
        key.networks().stream().map(Network::toString).collect(Collectors.joining(" ")),
        String.join(" ", key.tags()),
        UNCHANGED,
        TimeFormat.date(key.expiresAt()),
        "",
        String.valueOf(key.version()));
  }

  static KeyForm sent(ConsoleRequest request) {
    return new KeyForm(
        request.given("account").orElse(request.administrator().owner().accountId()),
        request.given("user").orElse(request.administrator().owner().userId()),
        request.text("name"),
        request.text("description"),
        (String.join(" ", request.all("scope")) + " " + request.text("scopes")).strip(),
        request.text("networks"),
        request.text("tags"),
        request.text("life"),
        request.text("until"),
        request.text("reason"),
        request.text("version"));
  }

  /** Returns a copy for another owner. */
  KeyForm ofOwner(Owner other) {
    return new KeyForm(
        other.accountId(),
        other.userId(),
        name,
        description,
        scopes,
        networks,
        tags,
        lifetime,
        until,
        reason,
        version);
  }

  /** Returns a copy with another version. */
  KeyForm ofVersion(String other) {
    return new KeyForm(
        account, user, name, description, scopes, networks, tags, lifetime, until, reason, other);
  }

  /** Returns the values that saving this form would change. */
  List<Difference> differencesFrom(KeyForm stored) {
    boolean isEndKept = lifetime.equals(UNCHANGED);
    return Stream.of(
            new Difference("Name", stored.name, name),
            new Difference("Description", stored.description, description),
            new Difference("Scopes", sorted(stored.scopes), sorted(scopes)),
            new Difference("Networks", sorted(stored.networks), sorted(networks)),
            new Difference("Tags", sorted(stored.tags), sorted(tags)),
            new Difference("Last day", stored.lastDay(), isEndKept ? stored.lastDay() : lastDay()))
        .filter(it -> !it.was().equals(it.is()))
        .toList();
  }

  private String lastDay() {
    return switch (lifetime) {
      case UNCHANGED, UNTIL -> until.isEmpty() ? "none" : until;
      default -> LifetimeChoice.label(lifetime);
    };
  }

  private static String sorted(String text) {
    return words(text).stream().sorted().collect(Collectors.joining(" "));
  }

  /** Returns whether the form is for a new key. */
  public boolean isNew() {
    return version.isEmpty();
  }

  /** Returns the owner. */
  Owner owner() {
    return new Owner(account, user);
  }

  /** Returns whether a scope is among those of the form. */
  public boolean hasScope(String scope) {
    return words(scopes).contains(scope);
  }

  /** Returns the scopes of the form that are not among these. */
  public String scopesExcept(Collection<String> known) {
    return words(scopes).stream()
        .filter(it -> !known.contains(it))
        .collect(Collectors.joining(" "));
  }

  /** Returns the errors of all fields, as far as they are known without the store. */
  List<FormProblem> problems(Instant now) {
    ApiKey.Builder valid = ApiKey.builder(new UUID(0, 0), "-", "-", new Owner("-", "-"), "-", now);
    List<FormProblem> problems = new ArrayList<>();
    check(problems, () -> Owner.requireAccountId(account));
    check(problems, () -> Owner.requireUserId(user));
    check(problems, () -> valid.name(name).build());
    valid.name("-");
    check(problems, () -> valid.description(description).build());
    valid.description("");
    check(problems, () -> valid.scopes(words(scopes)).build());
    valid.scopes(List.of());
    check(problems, () -> valid.networks(parsedNetworks()).build());
    valid.networks(List.of());
    check(problems, () -> valid.tags(words(tags)).build());
    check(problems, this::parsedLifetime);
    check(problems, () -> AuditContext.of("-", "").because(reason));
    return problems;
  }

  /**
   * Returns why valid fields cannot be applied, as far as it is known without the store.
   *
   * @param held scopes that the key holds already
   * @param grantable scopes that may be added
   */
  List<FormProblem> denials(
      Collection<String> held, Collection<String> grantable, KeyFormChoices choices) {
    List<FormProblem> denials = new ArrayList<>();
    List<String> added = words(scopes).stream().filter(it -> !Scopes.cover(held, it)).toList();
    if (!Scopes.coverAll(grantable, added)) {
      denials.add(FormProblem.of(Denial.SCOPE_BEYOND_OWN));
    }
    try {
      if (parsedLifetime() instanceof Lifetime.Until end) {
        choices.denialOf(end.expiresAt()).map(FormProblem::of).ifPresent(denials::add);
      }
    } catch (InvalidValueException e) {
      // an error of the field, which problems() returns
    }
    return denials;
  }

  private static void check(List<FormProblem> problems, Runnable part) {
    try {
      part.run();
    } catch (InvalidValueException e) {
      problems.add(FormProblem.of(e));
    }
  }

  /**
   * Converts the form to a creation request.
   *
   * @throws InvalidValueException if a value is invalid
   */
  CreateKeyRequest toCreateRequest() {
    Lifetime parsed = parsedLifetime();
    return CreateKeyRequest.of(owner(), name)
        .description(description)
        .scopes(words(scopes))
        .networks(parsedNetworks())
        .tags(words(tags))
        .lifetime(parsed == null ? new Lifetime.ByDefault() : parsed);
  }

  /**
   * Converts the form to an update.
   *
   * @throws InvalidValueException if a value is invalid
   */
  KeyUpdate edit() {
    KeyUpdate edit =
        KeyUpdate.NOTHING
            .name(name)
            .description(description)
            .scopes(words(scopes))
            .networks(parsedNetworks())
            .tags(words(tags));
    Lifetime parsed = parsedLifetime();
    return parsed == null ? edit : edit.lifetime(parsed);
  }

  private @Nullable Lifetime parsedLifetime() {
    return switch (lifetime) {
      case LifetimeChoice.NEVER -> new Lifetime.Endless();
      case UNTIL -> new Lifetime.Until(endOf(until));
      default -> LifetimeChoice.of(lifetime).map(Lifetime.For::new).orElse(null);
    };
  }

  /** Returns the last second of a day in UTC. */
  private static Instant endOf(String date) {
    try {
      return LocalDate.parse(date)
          .plusDays(1)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .minusSeconds(1);
    } catch (DateTimeException e) {
      throw new InvalidValueException("until must be a date such as 2031-12-31");
    }
  }

  private List<Network> parsedNetworks() {
    return words(networks).stream()
        .map(
            word -> {
              try {
                return Network.parse(word);
              } catch (IllegalArgumentException e) {
                throw new InvalidValueException(
                    "networks must be addresses such as 192.0.2.7 or ranges such as 192.0.2.0/24");
              }
            })
        .toList();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s,]+")).filter(it -> !it.isEmpty()).distinct().toList();
  }
}
