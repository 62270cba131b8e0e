package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.List;

/** Keys as a table. What does not fit is cut, or left out; never the id. */
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

  private static final int MAX_USERNAME = 9;

  private KeyTable() {}

  static String of(List<AuthToken> keys, Instant now, Screen screen) {
    List<List<String>> rows = keys.stream().map(key -> row(key, now)).toList();
    return String.join("\n", Table.lines(COLUMNS, rows, screen.width()));
  }

  private static List<String> row(AuthToken key, Instant now) {
    return List.of(
        key.id().toString(),
        stateOf(key, now),
        Printable.of(key.name()),
        owner(key),
        KeyText.day(key.createdAt(), "-"),
        KeyText.day(key.lastUsedAt(), "never"),
        KeyText.day(key.expiresAt(), "never"));
  }

  /** One that works, but not for ever, because there is another in its place. */
  private static String stateOf(AuthToken key, Instant now) {
    KeyState state = KeyState.at(now, key);
    boolean rotated = state == KeyState.ACTIVE && key.lineage().successorId() != null;
    return rotated ? "rotated" : state.word();
  }

  private static String owner(AuthToken key) {
    String username = Printable.cut(Printable.of(key.owner().username()), MAX_USERNAME);
    return username + "@" + key.owner().accountNumber();
  }
}
