package dev.sallyport.admin.console.key;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the audit log in readable form.
 *
 * @param what the action, such as {@code Key deactivated}
 */
public record AuditEntryView(
    long sequence,
    Instant at,
    String what,
    String action,
    String subject,
    String actor,
    String origin,
    String reason,
    List<Difference> differences) {
  private static final String KEY = "key:";

  /** A changed value; {@code was} is empty if it was absent, {@code is} if it was removed. */
  public record Difference(String part, String was, String is) {}

  static AuditEntryView of(AuditEntry entry) {
    AuditRecord record = entry.record();
    return new AuditEntryView(
        entry.sequence(),
        record.at(),
        UsagePlot.readable(record.action().replace('.', '-')),
        record.action(),
        record.subject(),
        record.actor(),
        record.origin(),
        record.reason(),
        differences(lines(record.before()), lines(record.after())));
  }

  private static List<Difference> differences(Map<String, String> was, Map<String, String> is) {
    Set<String> parts = new TreeSet<>(was.keySet());
    parts.addAll(is.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String part : parts) {
      String before = was.getOrDefault(part, "");
      String after = is.getOrDefault(part, "");
      if (!before.equals(after)) {
        differences.add(new Difference(part, before, after));
      }
    }
    return List.copyOf(differences);
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int sign = line.indexOf('=');
              lines.put(sign < 0 ? line : line.substring(0, sign), line.substring(sign + 1));
            });
    return lines;
  }

  /** Returns the path of the subject's page; null if there is none. */
  public @Nullable String path() {
    return pathOf(subject);
  }

  /** Returns the path of the page of {@code key:<id>}; null for other names. */
  public static @Nullable String pathOf(String name) {
    return name.startsWith(KEY)
        ? AdminJson.uuid(name.substring(KEY.length()))
            .map(id -> KeyListController.PATH + "/" + id)
            .orElse(null)
        : null;
  }
}
