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
import org.jspecify.annotations.Nullable;

/**
 * Filter of the audit log, as in its URL and its form.
 *
 * @param person user id, user id with account, or another actor as in the log
 * @param key name or id of a key
 * @param subject subject as in the log, for links; empty if a key is set
 * @param action prefix of the action
 * @param since first day, in UTC
 * @param until last day, in UTC
 */
public record AuditFilter(
    String person, String key, String subject, String action, String since, String until) {
  private static final int MAX_CHOICES = 20;

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
    String key = request.text("key");
    return new AuditFilter(
        request.text("person"),
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
    return new AuditFilter(person, id.toString(), "", action, since, until);
  }

  /** Returns the query string with a leading question mark; empty without filters. */
  public String toQuery() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("person", person);
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
      return Subjects.of(subject.isEmpty() ? null : subject);
    }
    Optional<UUID> id = AdminJson.uuid(key);
    return id.map(
            it ->
                request.keys().find(it).map(Subjects::of).orElseGet(() -> Subjects.of("key:" + it)))
        .orElseGet(() -> named(request));
  }

  private Subjects named(ConsoleRequest request) {
    ApiKeyQuery query =
        ApiKeyQuery.of(ApiKeyFilter.builder().text(key).build()).page(0, ApiKeyQuery.MAX_SIZE);
    List<ApiKey> found = request.keys().list(query).items();
    List<ApiKey> exact = found.stream().filter(it -> it.name().equalsIgnoreCase(key)).toList();
    List<ApiKey> keys = exact.isEmpty() ? found : exact;
    if (keys.isEmpty()) {
      throw new InvalidValueException("no key has this name or id; deleted keys have only an id");
    }
    return keys.size() == 1
        ? Subjects.of(keys.get(0))
        : new Subjects(null, null, keys.stream().limit(MAX_CHOICES).toList());
  }

  /**
   * Converts the filter to a query.
   *
   * @throws InvalidValueException if a value is invalid
   */
  AuditQuery query(ConsoleRequest request, Subjects subjects) {
    return AuditQuery.latest(1)
        .of(subjects.id())
        .by(person.isEmpty() ? null : actor(request))
        .doing(action.isEmpty() ? null : action)
        .between(day(since, 0), day(until, 1));
  }

  private String actor(ConsoleRequest request) {
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
    if (isActor(request)) {
      return person;
    }
    Optional<Owner> other =
        request.administrator().isSuper() ? owners.findByUserId(person) : Optional.empty();
    boolean isWhole = other.isEmpty() && person.contains("@");
    return "user:" + (isWhole ? person : other.orElseGet(() -> ofOwnAccount(request)));
  }

  /** Returns whether the log has entries by an actor of this name, such as the application. */
  private boolean isActor(ConsoleRequest request) {
    return request
        .events()
        .find(AuditQuery.latest(1).by(person))
        .fold(events -> !events.entries().isEmpty(), why -> false);
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
