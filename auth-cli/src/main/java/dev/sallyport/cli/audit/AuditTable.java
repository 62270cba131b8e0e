package dev.sallyport.cli.audit;

import dev.sallyport.admin.api.EventView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.RelativeTime;
import dev.sallyport.cli.output.Screen;
import dev.sallyport.cli.output.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Table of audit log entries. Changes and the reason follow on lines below each entry. Values with
 * blanks or special characters are quoted. On a terminal, times are relative, and keys are shown by
 * their names.
 */
final class AuditTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.fixed("WHEN"),
          new Column("WHO", 19, 3),
          new Column("FROM", 14, 4),
          Column.whole("ACTION", 1),
          new Column("SUBJECT", 40, 2));

  private static final String INDENT = "    ";
  private static final String GAP = "; ";
  private static final int MIN_ROOM = 36;
  private static final Pattern PLAIN = Pattern.compile("[\\w.:@+-]+");

  /** Values that are left out of entries for creations and deletions. */
  private static final Set<String> EMPTY_VALUES = Set.of("", "none");

  private AuditTable() {}

  /**
   * Returns the table.
   *
   * @param names names of keys, by their subject in the log
   */
  static String of(List<EventView> entries, Map<String, String> names, CliContext context) {
    Screen screen = context.screen();
    List<List<String>> rows =
        entries.stream()
            .map(
                screen.isTerminal()
                    ? entry -> readable(entry, names, context.clock().instant())
                    : AuditTable::row)
            .toList();
    List<String> lines = TextTable.lines(COLUMNS, rows, screen.width());
    List<String> all = new ArrayList<>();
    all.add(lines.get(0));
    for (int i = 0; i < entries.size(); i++) {
      all.add(lines.get(i + 1));
      all.addAll(details(entries.get(i), Math.max(screen.width() - INDENT.length(), MIN_ROOM)));
    }
    return String.join("\n", all);
  }

  private static List<String> row(EventView event) {
    String when = event.at().truncatedTo(ChronoUnit.SECONDS).toString();
    return row(event, when, event.actor(), event.subject());
  }

  private static List<String> readable(EventView event, Map<String, String> names, Instant now) {
    return row(
        event,
        RelativeTime.of(event.at(), now),
        readable(event.actor(), names),
        readable(event.subject(), names));
  }

  private static String readable(String id, Map<String, String> names) {
    String name = names.get(id);
    return name == null ? id.replaceFirst("\\Auser:", "") : "key " + name;
  }

  private static List<String> row(EventView event, String when, String who, String subject) {
    String origin = PrintableText.of(event.origin());
    return List.of(
        when,
        PrintableText.of(who),
        origin.isEmpty() ? "-" : origin,
        PrintableText.of(event.action()),
        PrintableText.of(subject));
  }

  private static List<String> details(EventView event, int room) {
    List<String> details = new ArrayList<>(changes(event, room));
    String reason = event.reason();
    if (!reason.isEmpty()) {
      details.add("reason: " + PrintableText.line(reason));
    }
    return details.stream().map(detail -> INDENT + detail).toList();
  }

  /** Puts as many changes on a line as fit. */
  private static List<String> changes(EventView changes, int room) {
    Set<String> names = new TreeSet<>(changes.before().keySet());
    names.addAll(changes.after().keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String change = PrintableText.cut(change(name, changes.before(), changes.after()), room);
      String line = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      if (line.isEmpty() || line.length() + GAP.length() + change.length() > room) {
        lines.add(change);
      } else if (!change.isEmpty()) {
        lines.set(lines.size() - 1, line + GAP + change);
      }
    }
    lines.removeIf(String::isEmpty);
    return lines;
  }

  private static String change(String name, Map<String, String> before, Map<String, String> after) {
    String was = before.getOrDefault(name, "");
    String is = after.getOrDefault(name, "");
    if (before.containsKey(name) && after.containsKey(name)) {
      return plain(name) + ": " + plain(was) + " -> " + plain(is);
    }
    String only = was + is;
    return EMPTY_VALUES.contains(only) ? "" : plain(name) + ": " + plain(only);
  }

  private static String plain(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + PrintableText.of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
