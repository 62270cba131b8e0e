package dev.sallyport.auth.admin;

import dev.sallyport.auth.KeyEdit;
import dev.sallyport.auth.Lifetime;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.admin.ConsoleHistory.Difference;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has written into the form of a key, whether it makes sense or not.
 *
 * @param life a choice of {@link #lives()}
 * @param until a date, for the choice that wants one
 * @param version of the key that was seen; empty for a new one
 */
record ConsoleKeyForm(
    String account,
    String username,
    String name,
    String description,
    String scopes,
    String networks,
    String tags,
    String life,
    String until,
    String reason,
    String version) {
  private static final String AS_IT_IS = "keep";
  private static final String UNTIL = "until";

  /** A length of life that can be chosen. */
  record Life(String value, String label) {}

  /** What is wrong, and with which field; of the whole form if that is empty. */
  record Problem(String field, String sentence) {
    /** In the order in which to look for them: one has another in it. */
    private static final List<String> FIELDS =
        List.of(
            "scopes",
            "networks",
            "tags",
            "description",
            "reason",
            "username",
            "account",
            UNTIL,
            "name");

    /** Which field a sentence of the core is about. */
    static Problem of(OutOfBoundsException e) {
      String message = String.valueOf(e.getMessage());
      String field = FIELDS.stream().filter(message::contains).findFirst().orElse("");
      return new Problem(field, sentence(message));
    }

    private static String sentence(String message) {
      return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    static Problem of(Refusal refusal) {
      String field =
          switch (refusal) {
            case OWNER_UNKNOWN, OWNER_INACTIVE, OWNER_NOT_STAFF, LIMIT_REACHED, FOR_OWN_KEYS_ONLY ->
                "username";
            case SCOPE_BEYOND_OWN -> "scopes";
            case EXPIRY_IN_THE_PAST, EXPIRY_BEYOND_MAXIMUM -> UNTIL;
            default -> "";
          };
      return new Problem(field, refusal.sentence());
    }
  }

  /** That of a new key, with what most want. */
  static ConsoleKeyForm fresh(Owner owner) {
    return new ConsoleKeyForm(
        owner.accountNumber(), owner.username(), "", "", "", "", "", "90d", "", "", "");
  }

  static ConsoleKeyForm of(AuthToken key) {
    return new ConsoleKeyForm(
        key.owner().accountNumber(),
        key.owner().username(),
        key.name(),
        key.description(),
        String.join(" ", key.scopes()),
        key.networks().stream().map(Network::toString).collect(Collectors.joining(" ")),
        String.join(" ", key.tags()),
        AS_IT_IS,
        ConsoleTime.date(key.expiresAt()),
        "",
        String.valueOf(key.version()));
  }

  static ConsoleKeyForm sent(ConsoleVisit visit) {
    return new ConsoleKeyForm(
        visit.given("account").orElse(visit.who().owner().accountNumber()),
        visit.given("username").orElse(visit.who().owner().username()),
        visit.text("name"),
        visit.text("description"),
        visit.text("scopes"),
        visit.text("networks"),
        visit.text("tags"),
        visit.text("life"),
        visit.text("until"),
        visit.text("reason"),
        visit.text("version"));
  }

  /** The same, of a key that was seen in another version. */
  ConsoleKeyForm ofVersion(String other) {
    return new ConsoleKeyForm(
        account, username, name, description, scopes, networks, tags, life, until, reason, other);
  }

  /** In which parts it would change what another has; nothing is said of what it leaves alone. */
  List<Difference> differencesFrom(ConsoleKeyForm stored) {
    boolean isEndKept = life.equals(AS_IT_IS);
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
    return switch (life) {
      case AS_IT_IS, UNTIL -> until.isEmpty() ? "none" : until;
      default ->
          lives().stream()
              .filter(it -> it.value().equals(life))
              .map(Life::label)
              .findFirst()
              .orElse("none");
    };
  }

  private static String sorted(String text) {
    return words(text).stream().sorted().collect(Collectors.joining(" "));
  }

  boolean isNew() {
    return version.isEmpty();
  }

  List<Life> lives() {
    Life first =
        isNew()
            ? new Life("default", "As long as keys do here by default")
            : new Life(AS_IT_IS, "As it is");
    return List.of(
        first,
        new Life("30d", "30 days"),
        new Life("90d", "90 days"),
        new Life("365d", "a year"),
        new Life(UNTIL, "until a day"),
        new Life("never", "for ever"));
  }

  /**
   * The key that is wanted.
   *
   * @throws OutOfBoundsException if a part is out of its bounds
   */
  NewKey wanted() {
    Lifetime lifetime = lifetime();
    return new NewKey(
        new Owner(account, username),
        name,
        description,
        words(scopes),
        parsedNetworks(),
        words(tags),
        lifetime == null ? new Lifetime.ByDefault() : lifetime);
  }

  /**
   * What is to be different about a key.
   *
   * @throws OutOfBoundsException if a part is out of its bounds
   */
  KeyEdit edit() {
    KeyEdit edit =
        KeyEdit.NOTHING
            .name(name)
            .description(description)
            .scopes(words(scopes))
            .networks(parsedNetworks())
            .tags(words(tags));
    Lifetime lifetime = lifetime();
    return lifetime == null ? edit : edit.lifetime(lifetime);
  }

  private @Nullable Lifetime lifetime() {
    return switch (life) {
      case "30d" -> new Lifetime.For(Duration.ofDays(30));
      case "90d" -> new Lifetime.For(Duration.ofDays(90));
      case "365d" -> new Lifetime.For(Duration.ofDays(365));
      case "never" -> new Lifetime.Endless();
      case UNTIL -> new Lifetime.Until(endOf(until));
      default -> null;
    };
  }

  /** The last second of a day. */
  private static Instant endOf(String date) {
    try {
      return LocalDate.parse(date)
          .plusDays(1)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .minusSeconds(1);
    } catch (DateTimeException e) {
      throw new OutOfBoundsException("until a day is written as 2031-12-31");
    }
  }

  private List<Network> parsedNetworks() {
    return words(networks).stream()
        .map(
            word -> {
              try {
                return Network.parse(word);
              } catch (IllegalArgumentException e) {
                throw new OutOfBoundsException(
                    "networks are addresses such as 192.0.2.7 or ranges such as 192.0.2.0/24");
              }
            })
        .toList();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s,]+")).filter(it -> !it.isEmpty()).distinct().toList();
  }
}
