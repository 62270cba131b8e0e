package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.TextTable;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import java.util.function.Function;

/**
 * Shows a page of accounts or users.
 *
 * @param plural what they are
 * @param row one in the table
 */
record OwnerTable<T>(String plural, List<Column> columns, Function<T, List<String>> row) {
  OwnerTable {
    columns = List.copyOf(columns);
  }

  int show(
      PageView<T> page, OwnerQuery query, OutputFormat.Choice format, CliContext surroundings) {
    Output output = surroundings.output();
    if (!format.isTable()) {
      output.result(format.text(page));
      return ExitCode.DONE;
    }
    if (page.items().isEmpty()) {
      output.note("There are no " + plural + (query.page() == 0 ? "." : " on this page."));
      return ExitCode.DONE;
    }
    List<List<String>> rows = page.items().stream().map(row).toList();
    output.result(String.join("\n", TextTable.lines(columns, rows, surroundings.screen().width())));
    long after = page.total() - (long) query.page() * query.size() - rows.size();
    if (after > 0) {
      output.note("%d more; see --page %d.".formatted(after, query.page() + 2));
    }
    return ExitCode.DONE;
  }

  /** A user, as sentences name it. */
  static String name(UserView user) {
    return user.username() + "@" + user.accountNumber();
  }

  static String state(boolean active) {
    return active ? "active" : "inactive";
  }
}
