package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.RelativeTime;
import dev.sallyport.cli.output.Screen;
import dev.sallyport.cli.output.TextTable;
import dev.sallyport.key.EffectiveState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Table of keys.
 *
 * <p>On a terminal, ids are shortened, times are relative, accounts are left out if all keys belong
 * to the same, and columns that do not fit are cut or left out. Elsewhere the table is complete.
 */
final class KeyTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.fixed("KEY"),
          Column.whole("STATE", 1),
          new Column("NAME", 10, 2),
          Column.whole("TOKEN", 7),
          new Column("OWNER", 8, 3),
          Column.whole("CREATED", 6),
          Column.whole("LAST USED", 4),
          Column.whole("EXPIRES", 5));

  private static final Pattern ID_AND_STATE = Pattern.compile("(\\S+ {2,})([a-z-]+)(.*)");

  /** Characters of a shortened id, unless more are needed to tell the listed keys apart. */
  private static final int SHORT_ID = 8;

  private static final Map<String, String> COLOURS =
      Map.of(
          "active", "green",
          "rotated", "cyan",
          "inactive", "yellow",
          "owner-inactive", "yellow",
          "account-inactive", "yellow",
          "over-age", "red",
          "expired", "red");

  private final Screen screen;
  private final Instant now;
  private final int idLength;
  private final boolean isOneAccount;

  private KeyTable(List<KeyView> keys, Screen screen, Instant now) {
    this.screen = screen;
    this.now = now;
    this.idLength = screen.isTerminal() ? distinctLength(keys) : Integer.MAX_VALUE;
    this.isOneAccount =
        screen.isTerminal()
            && keys.stream().map(key -> key.owner().accountId()).distinct().count() == 1;
  }

  static String of(List<KeyView> keys, CliContext context) {
    Screen screen = context.screen();
    KeyTable table = new KeyTable(keys, screen, context.clock().instant());
    List<List<String>> rows = keys.stream().map(table::row).toList();
    List<String> lines = TextTable.lines(COLUMNS, rows, screen.width());
    return String.join(
        "\n", screen.colours() ? lines.stream().map(KeyTable::coloured).toList() : lines);
  }

  private static int distinctLength(List<KeyView> keys) {
    int length = SHORT_ID;
    while (keys.stream().map(startOfId(length)).distinct().count() < keys.size()) {
      length++;
    }
    return length;
  }

  private static Function<KeyView, String> startOfId(int length) {
    return key -> {
      String id = key.id().toString();
      return id.substring(0, Math.min(length, id.length()));
    };
  }

  /** Colours the state, which the text shows too. */
  private static String coloured(String line) {
    Matcher parts = ID_AND_STATE.matcher(line);
    if (!parts.matches()) {
      return line;
    }
    String colour = COLOURS.getOrDefault(parts.group(2), "faint");
    String state = Ansi.ON.string("@|%s %s|@".formatted(colour, parts.group(2)));
    return parts.group(1) + state + parts.group(3);
  }

  private List<String> row(KeyView key) {
    return List.of(
        startOfId(idLength).apply(key),
        stateOf(key),
        PrintableText.of(key.name()),
        KeyText.hint(key),
        isOneAccount ? PrintableText.of(key.owner().userId()) : KeyText.owner(key.owner()),
        time(key.createdAt(), "-"),
        time(key.lastUsedAt(), "never"),
        time(key.effectiveExpiresAt(), "never"));
  }

  private String time(@Nullable Instant time, String ifNone) {
    return time != null && screen.isTerminal()
        ? RelativeTime.of(time, now)
        : KeyText.time(time, ifNone);
  }

  /** Returns the state; {@code rotated} for an active key that has a successor. */
  private static String stateOf(KeyView key) {
    boolean isActive = key.state() == EffectiveState.ACTIVE;
    return isActive && key.successor() != null ? "rotated" : key.state().word();
  }
}
