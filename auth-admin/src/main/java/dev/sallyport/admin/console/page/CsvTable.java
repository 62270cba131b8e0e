package dev.sallyport.admin.console.page;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Table in CSV (RFC 4180) for spreadsheets. Every cell is quoted. An apostrophe precedes text that
 * a spreadsheet would take for a formula.
 */
public final class CsvTable {
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private final StringBuilder text = new StringBuilder();

  public CsvTable(String... columns) {
    add(Arrays.asList(columns));
  }

  /** Adds a row. */
  public void add(List<String> cells) {
    text.append(cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",")));
    text.append("\r\n");
  }

  private static String quoted(String cell) {
    boolean isFormula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    return '"' + (isFormula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
