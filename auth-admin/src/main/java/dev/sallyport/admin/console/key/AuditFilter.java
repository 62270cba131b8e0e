package dev.sallyport.admin.console.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.admin.service.Result;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerDirectory;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Filter of the audit log, as in its URL and its form.
 *
 * @param person user id, user id with account, or another actor as in the log
 * @param actor actor as in the log, for links; empty if a person is set
 * @param key name or id of a key
 * @param subject subject as in the log, for links; empty if a key is set
 * @param action prefix of the action
 * @param since first day, in UTC
 * @param until last day, in UTC
 */
public record AuditFilter(
    String person,
    String actor,
    String key,
    String subject,
    String action,
    String since,
    String until) {
  /** Number of keys among which to choose; one more is read to know whether there are more. */
  static final int MAX_CHOICES = 20;

  /**
   * Subject that the filter selects.
   *
   * @param id as in the log; null for all
   * @param key the key that it is; null if it is none that exists
   * @param choices keys among which the name is ambiguous
   */
  record Subjects(@Nullable String id, @Nullable ApiKey key, List<ApiKey> choices) {
    static Subjects of(ApiKey key) {
      return new Subjects("key:" + key.id(), key, List.of());
    }

    static Subjects of(@Nullable String id) {
      return new Subjects(id, null, List.of());
    }

    boolean isAmbiguous() {
      return !choices.isEmpty();
    }

    /** Returns the visible entries about the subject. */
    Result<Events> entries(ConsoleRequest request, AuditQuery query) {
      return key == null ? request.events().find(query) : request.events().find(key, query);
    }
  }

  static AuditFilter of(ConsoleRequest request) {
    String person = request.text("person");
    String key = request.text("key");
    return new AuditFilter(
        person,
        person.isEmpty() ? request.text("actor") : "",
        key,
        key.isEmpty() ? request.text("subject") : "",
        request.text("action"),
        request.text("since"),
        request.text("until"));
  }

  /** Returns whether any filter is set. */
  public boolean isNarrow() {
    return !toQuery().isEmpty();
  }

  /** Returns a copy for the entries of a key. */
  public AuditFilter ofKey(UUID id) {
    return new AuditFilter(person, actor, id.toString(), "", action, since, until);
  }

  /** Returns the query string with a leading question mark; empty without filters. */
  public String toQuery() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("person", person);
    parts.put("actor", actor);
    parts.put("key", key);
    parts.put("subject", subject);
    parts.put("action", action);
    parts.put("since", since);
    parts.put("until", until);
    parts.values().removeIf(String::isEmpty);
    return parts.isEmpty()
        ? ""
        : parts.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  /**
   * Finds the subject by the id or the name of a key.
   *
   * @throws InvalidValueException if no key has the name
   */
  Subjects subjects(ConsoleRequest request) {
    if (key.isEmpty()) {
      return Subjects.of(orNull(subject));
    }
    Optional<UUID> id = AdminJson.uuid(key);
    return id.map(
            it ->
                request.keys().find(it).map(Subjects::of).orElseGet(() -> Subjects.of("key:" + it)))
        .orElseGet(() -> named(request));
  }

  private Subjects named(ConsoleRequest request) {
    List<ApiKey> exact = found(request, ApiKeyFilter.ALL.with(ApiKeyFilter.NAME, key));
    List<ApiKey> keys =
        exact.isEmpty() ? found(request, ApiKeyFilter.ALL.with(ApiKeyFilter.TEXT, key)) : exact;
    if (keys.isEmpty()) {
      throw new InvalidValueException("no key has this name or id; deleted keys have only an id");
    }
    return keys.size() == 1 ? Subjects.of(keys.get(0)) : new Subjects(null, null, keys);
  }

  private static List<ApiKey> found(ConsoleRequest request, ApiKeyFilter filter) {
    return request.keys().list(ApiKeyQuery.of(filter).page(0, MAX_CHOICES + 1)).items();
  }

  /** Returns the texts that may be tokens. */
  List<TokenSearch.Text> texts(ConsoleRequest request) {
    return Stream.of(person, actor, key, subject)
        .filter(it -> !it.isEmpty())
        .map(it -> new TokenSearch.Text(it, () -> isKnown(request, it)))
        .toList();
  }

  private static boolean isKnown(ConsoleRequest request, String text) {
    return !found(request, ApiKeyFilter.ALL.with(ApiKeyFilter.TEXT, text)).isEmpty()
        || hasEntries(request, AuditQuery.latest(1).of(text))
        || new AuditFilter(text, "", "", "", "", "", "").isKnownPerson(request);
  }

  private boolean isKnownPerson(ConsoleRequest request) {
    return hasEntries(request, AuditQuery.latest(1).by(actorNamed(request)));
  }

  private static boolean hasEntries(ConsoleRequest request, AuditQuery query) {
    return request.events().find(query).fold(events -> !events.entries().isEmpty(), why -> false);
  }

  /**
   * Converts the filter to a query.
   *
   * @throws InvalidValueException if a value is invalid
   */
  AuditQuery query(ConsoleRequest request, Subjects subjects) {
    return AuditQuery.latest(1)
        .of(subjects.id())
        .by(person.isEmpty() ? orNull(actor) : actorNamed(request))
        .doing(orNull(action))
        .between(day(since, 0), day(until, 1));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private String actorNamed(ConsoleRequest request) {
    if (person.contains(":")) {
      return person;
    }
    if (!Owner.isUserId(person)) {
      return person.contains("@") ? "user:" + person : person;
    }
    OwnerDirectory owners = request.sallyport().owners();
    boolean isNear = owners.find(ofOwnAccount(request)).isPresent();
    return isNear ? "user:" + ofOwnAccount(request) : distantActor(request, owners);
  }

  /** Only superusers learn whether other accounts have a user of that name. */
  private String distantActor(ConsoleRequest request, OwnerDirectory owners) {
    if (hasEntries(request, AuditQuery.latest(1).by(person))) { // such as the application
      return person;
    }
    Optional<Owner> other =
        request.administrator().isSuper() ? owners.findByUserId(person) : Optional.empty();
    boolean isWhole = other.isEmpty() && person.contains("@");
    return "user:" + (isWhole ? person : other.orElseGet(() -> ofOwnAccount(request)));
  }

  private Owner ofOwnAccount(ConsoleRequest request) {
    return new Owner(request.administrator().owner().accountId(), person);
  }

  private static @Nullable Instant day(String date, int daysLater) {
    if (date.isEmpty()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(date).plusDays(daysLater);
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidValueException("a day must be a date such as 2031-12-31");
    }
  }
}
