package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.key.AuditNames.Reference;
import dev.sallyport.admin.console.page.ShortText;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Entry of the audit log in readable form.
 *
 * @param what the action, such as {@code Key deactivated}
 * @param differences all changed values
 * @param main the values that the line of the entry shows
 */
public record AuditEntryView(
    long sequence,
    Instant at,
    String what,
    Reference subject,
    Reference actor,
    String origin,
    String reason,
    List<Difference> differences,
    List<Difference> main) {
  /** How much of what is equal in two long texts is shown. */
  private static final int SHOWN_BEFORE = 20;

  private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

  /** What to show of a new or deleted object; its name is shown anyway. */
  private static final Set<String> MAIN_OF_WHOLE = Set.of("scopes", "networks", "expiresAt");

  /** What the action says already. */
  private static final Set<String> SAID = Set.of("active", "successor", "renewable", "ttl");

  /** A changed value; {@code was} is empty if it was absent, {@code is} if it was removed. */
  public record Difference(String part, String was, String is) {}

  /** Returns entries with the names that they refer to. */
  static List<AuditEntryView> of(List<AuditEntry> entries, AuditNames names) {
    return entries.stream().map(entry -> of(entry, names)).toList();
  }

  private static AuditEntryView of(AuditEntry entry, AuditNames names) {
    AuditRecord record = entry.record();
    Map<String, String> was = lines(record.before());
    Map<String, String> is = lines(record.after());
    Set<String> parts = new TreeSet<>(was.keySet());
    parts.addAll(is.keySet());
    parts.removeIf(it -> was.getOrDefault(it, "").equals(is.getOrDefault(it, "")));
    boolean isWhole = was.isEmpty() || is.isEmpty();
    List<Difference> all = new ArrayList<>();
    List<Difference> main = new ArrayList<>();
    for (String part : parts) {
      Difference difference = difference(part, text(was, part), text(is, part));
      all.add(difference);
      if (isWhole ? MAIN_OF_WHOLE.contains(part) : !SAID.contains(part)) {
        main.add(difference);
      }
    }
    return new AuditEntryView(
        entry.sequence(),
        record.at(),
        UsagePlot.readable(record.action().replace('.', '-')),
        names.subject(record.subject()),
        names.actor(record.actor()),
        record.origin(),
        record.reason(),
        List.copyOf(all),
        List.copyOf(main));
  }

  /** Returns whether there is more to see than the line shows. */
  public boolean hasMore() {
    return main.size() != differences.size();
  }

  /** Converts {@code expiresAt} to {@code expires at}. */
  private static String label(String part) {
    return String.join(" ", CAPITAL.split(part)).toLowerCase(Locale.ROOT);
  }

  /** Returns a difference of short texts, which start shortly before what differs. */
  private static Difference difference(String part, String was, String is) {
    int end = Math.min(was.length(), is.length());
    int same = 0;
    while (same < end && was.charAt(same) == is.charAt(same)) {
      same++;
    }
    int from = same > ShortText.MAX / 2 ? was.offsetByCodePoints(same, -SHOWN_BEFORE) : 0;
    return new Difference(label(part), shortened(was, from), shortened(is, from));
  }

  private static String shortened(String text, int from) {
    return ShortText.of(from == 0 ? text : "…" + text.substring(from));
  }

  private static String text(Map<String, String> values, String part) {
    String value = values.getOrDefault(part, "");
    if (!part.endsWith("At")) {
      return value;
    }
    try {
      return TimeFormat.exact(Instant.parse(value));
    } catch (DateTimeParseException e) {
      return value; // never
    }
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
}
