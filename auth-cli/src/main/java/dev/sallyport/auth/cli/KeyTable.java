package dev.sallyport.auth.cli;

import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys as a table of at most {@value #MAX_WIDTH} columns. Names and owners that do not fit are cut.
 */
final class KeyTable {
  private static final int MAX_WIDTH = 120;
  private static final String GAP = "  ";
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
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
            .toArray();
    int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - MAX_WIDTH;
    widths[NAME] = Math.min(widths[NAME], Math.max(MIN_NAME, widths[NAME] - excess));
    return rows.stream().map(row -> line(row, widths)).collect(joining("\n"));
  }

  private static List<String> row(AuthToken key, Instant now) {
    return List.of(
        key.id().toString(),
        KeyState.at(now, key).word(),
        Printable.of(key.name()),
        owner(key),
        KeyText.day(key.createdAt(), "-"),
        KeyText.day(key.lastUsedAt(), "never"),
        KeyText.day(key.expiresAt(), "never"));
  }

  private static String owner(AuthToken key) {
    String username = Printable.cut(Printable.of(key.owner().username()), MAX_USERNAME);
    return username + "@" + key.owner().accountNumber();
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> fit(row.get(column), widths[column]))
        .collect(joining(GAP))
        .stripTrailing();
  }

  private static String fit(String text, int width) {
    String cut = Printable.cut(text, width);
    return cut + " ".repeat(width - length(cut));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
