package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.Screen;
import dev.sallyport.cli.output.TextTable;
import dev.sallyport.key.EffectiveState;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Table of keys. Columns that do not fit are cut or left out, except the id. */
final class KeyTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.fixed("KEY ID"),
          Column.whole("STATE", 1),
          new Column("NAME", 10, 2),
          new Column("OWNER", 17, 3),
          Column.whole("CREATED", 6),
          Column.whole("LAST USED", 4),
          Column.whole("EXPIRES", 5));

  private static final Pattern ID_AND_STATE = Pattern.compile("(\\S{36} {2})([a-z-]+)(.*)");

  private static final Map<String, String> COLOURS =
      Map.of(
          "active", "green",
          "rotated", "cyan",
          "inactive", "yellow",
          "owner-inactive", "yellow",
          "account-inactive", "yellow",
          "over-age", "red",
          "expired", "red");

  private static final int MAX_USER_ID = 9;

  private KeyTable() {}

  static String of(List<KeyView> keys, Screen screen) {
    List<List<String>> rows = keys.stream().map(KeyTable::row).toList();
    List<String> lines = TextTable.lines(COLUMNS, rows, screen.width());
    return String.join(
        "\n", screen.colours() ? lines.stream().map(KeyTable::coloured).toList() : lines);
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

  private static List<String> row(KeyView key) {
    return List.of(
        key.id().toString(),
        stateOf(key),
        PrintableText.of(key.name()),
        owner(key),
        KeyText.day(key.createdAt(), "-"),
        KeyText.day(key.lastUsedAt(), "never"),
        KeyText.day(key.effectiveExpiresAt(), "never"));
  }

  /** Returns the state; {@code rotated} for an active key that has a successor. */
  private static String stateOf(KeyView key) {
    boolean isActive = key.state() == EffectiveState.ACTIVE;
    return isActive && key.successor() != null ? "rotated" : key.state().word();
  }

  private static String owner(KeyView key) {
    String user = PrintableText.cut(PrintableText.of(key.owner().userId()), MAX_USER_ID);
    return user + "@" + PrintableText.of(key.owner().accountId());
  }
}
