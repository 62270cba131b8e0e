package dev.sallyport.admin.console.key;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
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
  private final Administrator administrator;

  private AuditNames(Administrator administrator) {
    this.administrator = administrator;
  }

  /**
   * Subject or actor of an entry.
   *
   * @param id as in the audit log
   * @param text as shown
   * @param path path of its page; null if there is none
   */
  public record Reference(String id, String text, @Nullable String path) {}

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
    keys.forEach(key -> names.names.put(key.id(), key.name()));
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

  Reference of(String id) {
    Optional<UUID> key = keyId(id);
    if (key.isPresent()) {
      String text =
          names.getOrDefault(key.get(), "key " + key.get().toString().substring(0, SHORT_ID));
      return new Reference(id, text, KeyController.pathOf(key.get()));
    }
    return new Reference(
        id, id.startsWith(USER) ? user(id) : id.replaceFirst("^(account|resource):", "$1 "), null);
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
