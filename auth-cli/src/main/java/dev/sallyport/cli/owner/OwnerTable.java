package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.TextTable;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import java.util.function.Function;

/**
 * Table of one page of accounts or users.
 *
 * @param plural the plural of the listed entries, such as {@code users}
 * @param columns the columns of the table
 * @param row the conversion of an entry to the cells of a row
 */
record OwnerTable<T>(String plural, List<Column> columns, Function<T, List<String>> row) {
  OwnerTable {
    columns = List.copyOf(columns);
  }

  void show(PageView<T> page, OwnerQuery query, OutputFormat.Choice format, CliContext context) {
    Output output = context.output();
    if (!format.isTable()) {
      output.result(format.text(page));
      return;
    }
    if (page.items().isEmpty()) {
      output.note("No " + plural + (query.page() == 0 ? " found." : " on this page."));
      return;
    }
    List<List<String>> rows = page.items().stream().map(row).toList();
    output.result(String.join("\n", TextTable.lines(columns, rows, context.screen().width())));
    long after = page.total() - (long) query.page() * query.size() - rows.size();
    if (after > 0) {
      output.note("%d more; see --page %d.".formatted(after, query.page() + 2));
    }
  }

  static Owner owner(UserView user) {
    return new Owner(user.accountId(), user.userId());
  }

  /** Returns a user's id and account for use in a sentence. */
  static String name(UserView user) {
    return owner(user).toString();
  }

  static String state(boolean active) {
    return active ? "active" : "inactive";
  }
}
