package dev.sallyport.cli.output;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Table of printable texts. Texts that do not fit their column are cut. */
public final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /**
   * Returns one line for the head and each row. Columns are narrowed by rank, then left out, until
   * the lines fit the width.
   */
  public static List<String> lines(List<Column> columns, List<List<String>> rows, int width) {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::head).toList());
    all.addAll(rows);
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      widths.add(width(all, column));
    }
    fit(columns, widths, width);
    return all.stream().map(row -> line(row, widths)).toList();
  }

  /** Narrows and removes columns, then gives unused width back to the narrowed ones. */
  private static void fit(List<Column> columns, List<Integer> widths, int width) {
    List<Integer> fullWidths = List.copyOf(widths);
    List<Integer> byRank =
        IntStream.range(0, columns.size())
            .boxed()
            .filter(column -> columns.get(column).rank() > 0)
            .sorted(Comparator.comparing(column -> columns.get(column).rank()))
            .toList();
    for (int column : byRank) {
      int excess = Math.max(width(widths) - width, 0);
      int least = Math.min(columns.get(column).minWidth(), widths.get(column));
      widths.set(column, Math.max(least, widths.get(column) - excess));
    }
    for (int i = byRank.size() - 1; i >= 0 && width(widths) > width; i--) {
      widths.set(byRank.get(i), 0);
    }
    for (int column : byRank) {
      int room = widths.get(column) == 0 ? 0 : Math.max(width - width(widths), 0);
      widths.set(column, Math.min(fullWidths.get(column), widths.get(column) + room));
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  /** Returns the total width of the columns and the gaps between them. */
  private static int width(List<Integer> widths) {
    int shown = (int) widths.stream().filter(it -> it > 0).count();
    int gaps = GAP.length() * Math.max(shown - 1, 0);
    return widths.stream().mapToInt(Integer::intValue).sum() + gaps;
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .filter(column -> widths.get(column) > 0)
        .mapToObj(column -> fit(row.get(column), widths.get(column)))
        .collect(joining(GAP))
        .stripTrailing();
  }

  private static String fit(String text, int width) {
    String cut = PrintableText.cut(text, width);
    return cut + " ".repeat(width - length(cut));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
