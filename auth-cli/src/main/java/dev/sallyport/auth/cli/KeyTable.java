package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys as a table of at most {@value #MAX_WIDTH} columns. Names and owners that do not fit are cut.
 */
final class KeyTable {
  private static final int MAX_WIDTH = 120;
  private static final List<String> HEAD =
      List.of("KEY ID", "STATE", "NAME", "OWNER", "CREATED", "LAST USED", "EXPIRES");

  private static final int NAME = HEAD.indexOf("NAME");
  private static final int MIN_NAME = 10;
  private static final int MAX_USERNAME = 9;

  private KeyTable() {}

  static String of(List<AuthToken> keys, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    keys.forEach(key -> rows.add(row(key, now)));
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < HEAD.size(); column++) {
      widths.add(Table.width(rows, column));
    }
    int excess = Table.width(widths) - MAX_WIDTH;
    widths.set(NAME, Math.max(MIN_NAME, widths.get(NAME) - Math.max(excess, 0)));
    return String.join("\n", Table.lines(rows, widths));
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
