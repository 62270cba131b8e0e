package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.AuditRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an entry says of the time before and after, taken apart: {@code name=value} a line. */
record AuditChanges(Map<String, String> before, Map<String, String> after) {
  static AuditChanges of(AuditRecord record) {
    return new AuditChanges(parse(record.before()), parse(record.after()));
  }

  /** A line that is of another form, which somebody else must have written, has no name. */
  private static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
    }
    return values;
  }
}
