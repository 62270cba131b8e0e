package dev.sallyport.benchmarks.load.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Markdown table. */
public final class Table {
  private final int columns;
  private final List<List<String>> lines = new ArrayList<>();

  public Table(String... head) {
    this.columns = head.length;
    lines.add(List.of(head));
    lines.add(Collections.nCopies(columns, "---"));
  }

  public void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "expected " + columns + " cells, got " + cells.length + "");
    }
    List<String> line = new ArrayList<>();
    for (Object cell : cells) {
      line.add(String.valueOf(cell));
    }
    lines.add(line);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("| ").append(String.join(" | ", line)).append(" |\n"));
    return text.toString();
  }
}
