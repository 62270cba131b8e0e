package dev.sallyport.admin.api;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entry of the audit log.
 *
 * @param before values before the action, by name; of a change only the differences
 * @param after values after the action, by name
 * @param hash SHA-256 that chains the log
 * @since 0.1.0
 */
public record EventView(
    long sequence,
    Instant at,
    String action,
    String subject,
    String actor,
    String origin,
    String reason,
    Map<String, String> before,
    Map<String, String> after,
    String hash) {
  /** Returns the view of an entry. */
  public static EventView of(AuditEntry entry) {
    AuditRecord record = entry.record();
    return new EventView(
        entry.sequence(),
        record.at(),
        record.action(),
        record.subject(),
        record.actor(),
        record.origin(),
        record.reason(),
        parts(record.before()),
        parts(record.after()),
        entry.hash());
  }

  /** Splits lines of {@code name=value}; a line without an equals sign gets the empty name. */
  private static Map<String, String> parts(String lines) {
    Map<String, String> parts = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      int equals = line.indexOf('=');
      parts.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
    }
    return parts;
  }
}
