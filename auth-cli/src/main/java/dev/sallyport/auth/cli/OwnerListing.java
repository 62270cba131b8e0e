package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.Page;
import java.util.List;
import java.util.function.Function;

/**
 * Shows a page of accounts or users.
 *
 * @param plural what they are
 * @param row one in the table
 * @param json one for scripts
 */
record OwnerListing<T>(
    String plural,
    List<Column> columns,
    Function<T, List<String>> row,
    Function<T, ObjectNode> json) {
  OwnerListing {
    columns = List.copyOf(columns);
  }

  int show(Page<T> page, OwnerQuery query, OutputFormat.Choice format, Surroundings surroundings) {
    Output output = surroundings.output();
    if (!format.isTable()) {
      output.result(format.text(json(page, query)));
      return ExitCode.DONE;
    }
    if (page.items().isEmpty()) {
      output.note("There are no " + plural + (query.page() == 0 ? "." : " on this page."));
      return ExitCode.DONE;
    }
    List<List<String>> rows = page.items().stream().map(row).toList();
    output.result(String.join("\n", Table.lines(columns, rows, surroundings.screen().width())));
    long after = page.total() - (long) query.page() * query.size() - rows.size();
    if (after > 0) {
      output.note("%d more; see --page %d.".formatted(after, query.page() + 2));
    }
    return ExitCode.DONE;
  }

  private ObjectNode json(Page<T> page, OwnerQuery query) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode items = node.putArray(plural);
    page.items().forEach(item -> items.add(json.apply(item)));
    return node.put("page", query.page() + 1).put("size", query.size()).put("total", page.total());
  }

  static String state(boolean active) {
    return active ? "active" : "inactive";
  }
}
