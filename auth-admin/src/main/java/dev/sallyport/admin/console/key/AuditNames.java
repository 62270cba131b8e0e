package dev.sallyport.admin.console.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of the keys and people that entries of the audit log refer to by id. */
public final class AuditNames {
  private static final String KEY = "key:";
  private static final String USER = "user:";
  private static final String NAME = "name=";
  private static final int SHORT_ID = 8;

  private final Map<UUID, String> names = new HashMap<>();
  private final Set<UUID> existing = new HashSet<>();
  private final Administrator administrator;

  private AuditNames(Administrator administrator) {
    this.administrator = administrator;
  }

  /**
   * Subject or actor of an entry.
   *
   * @param id as in the audit log
   * @param text as shown
   * @param path path of its page, or of the entries about or by it
   */
  public record Reference(String id, String text, String path) {}

  /**
   * Returns the names in entries, by at most one query for their keys.
   *
   * @param known a key that need not be read; null for none
   */
  static AuditNames of(ConsoleRequest request, List<AuditEntry> entries, @Nullable ApiKey known) {
    Set<UUID> ids = new HashSet<>(keysIn(entries));
    List<ApiKey> keys = new ArrayList<>();
    if (known != null) {
      ids.remove(known.id());
      keys.add(known);
    }
    keys.addAll(request.keys().find(ids));
    return of(request.administrator(), entries, keys);
  }

  /** Returns the names in entries about these keys. */
  static AuditNames of(Administrator administrator, List<AuditEntry> entries, List<ApiKey> keys) {
    AuditNames names = new AuditNames(administrator);
    entries.forEach(entry -> names.addFormerName(entry.record()));
    for (ApiKey key : keys) {
      names.names.put(key.id(), key.name());
      names.existing.add(key.id());
    }
    return names;
  }

  /** Returns the ids of the keys that entries refer to. */
  static Set<UUID> keysIn(List<AuditEntry> entries) {
    return entries.stream()
        .map(AuditEntry::record)
        .flatMap(it -> Stream.of(it.subject(), it.actor()))
        .flatMap(it -> keyId(it).stream())
        .collect(Collectors.toSet());
  }

  /** Remembers the name of a key that may be deleted. */
  private void addFormerName(AuditRecord record) {
    keyId(record.subject())
        .ifPresent(
            id ->
                Stream.of(record.after(), record.before())
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(NAME))
                    .findFirst()
                    .ifPresent(line -> names.putIfAbsent(id, line.substring(NAME.length()))));
  }

  static Optional<UUID> keyId(String id) {
    return id.startsWith(KEY) ? AdminJson.uuid(id.substring(KEY.length())) : Optional.empty();
  }

  /** Returns the subject of an entry. */
  Reference subject(String id) {
    return reference(id, "subject");
  }

  /** Returns the actor of an entry. */
  Reference actor(String id) {
    return reference(id, "actor");
  }

  /** Only keys that exist have a page that is known without another query. */
  private Reference reference(String id, String role) {
    Optional<UUID> key = keyId(id);
    String path =
        key.filter(existing::contains)
            .map(KeyController::pathOf)
            .orElseGet(
                () -> AuditController.PATH + "?" + role + "=" + URLEncoder.encode(id, UTF_8));
    return new Reference(id, key.map(this::name).orElseGet(() -> text(id)), path);
  }

  private String name(UUID key) {
    return names.getOrDefault(key, "key " + key.toString().substring(0, SHORT_ID));
  }

  private String text(String id) {
    return id.startsWith(USER) ? user(id) : id.replaceFirst("^(account|resource):", "$1 ");
  }

  /** Returns the user id alone for users of the administrator's own account. */
  private String user(String id) {
    String name = id.substring(USER.length());
    try {
      Owner owner = Owner.parse(name);
      boolean isNear = owner.accountId().equals(administrator.owner().accountId());
      return isNear ? owner.userId() : name;
    } catch (InvalidValueException e) {
      return name; // not written by Sallyport
    }
  }
}
