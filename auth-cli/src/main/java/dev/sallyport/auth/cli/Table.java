package dev.sallyport.auth.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of printable texts in columns; what does not fit is cut. */
final class Table {
  private static final String GAP = "  ";

  private Table() {}

  /**
   * A line for each row.
   *
   * @param widths of the columns, at most
   */
  static List<String> lines(List<List<String>> rows, List<Integer> widths) {
    List<Integer> needed =
        IntStream.range(0, widths.size())
            .mapToObj(column -> Math.min(widths.get(column), width(rows, column)))
            .toList();
    return rows.stream().map(row -> line(row, needed)).toList();
  }

  /** How wide a column would like to be. */
  static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  /** How wide columns are together, with the gaps between them. */
  static int width(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> fit(row.get(column), widths.get(column)))
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
