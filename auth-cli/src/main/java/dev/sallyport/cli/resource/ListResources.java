package dev.sallyport.cli.resource;

import dev.sallyport.admin.api.ResourceListView;
import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.TextTable;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code resources list}: lists the resources of an account and their bound keys. */
@Command(
    name = "list",
    header = "List the resources of an account and the keys bound to each.",
    description = {
      "",
      "A binding applies to a key and all its successors; it is listed by the id of the first of"
          + " them, which 'keys show' lists as group. It is kept when the key is deactivated or"
          + " deleted, so that the resource stays closed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport resources list --account acme",
      "  sallyport resources list --account acme --format json \\",
      "      | jq -r '.items[] | select(.groupIds == []) | .name'"
    },
    sortOptions = false)
public final class ListResources implements Runnable {
  private static final List<Column> COLUMNS =
      List.of(new Column("RESOURCE", 10, 1), Column.fixed("BOUND KEYS"));

  @Option(
      names = "--account",
      defaultValue = Owner.DEFAULT_ACCOUNT,
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Id of the account. Default: default, in an application without accounts.")
  private String accountId = "";

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ListResources(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    String account = UsageException.convertInvalidValue(() -> Owner.requireAccountId(accountId));
    List<ResourceView> resources;
    try (AdminClient client = connection.open(context)) {
      resources = client.resources().ofAccount(account);
    }
    Output output = context.output();
    if (!format.isTable()) {
      output.result(format.text(new ResourceListView(resources)));
    } else if (resources.isEmpty()) {
      output.note("No resources found.");
    } else {
      output.result(table(resources));
    }
  }

  private String table(List<ResourceView> resources) {
    List<List<String>> rows = new ArrayList<>();
    for (ResourceView resource : resources) {
      String name = PrintableText.of(resource.type() + "/" + resource.name());
      List<String> keys = resource.groupIds().stream().map(UUID::toString).toList();
      rows.add(List.of(name, keys.isEmpty() ? "-" : keys.get(0)));
      keys.stream().skip(1).forEach(key -> rows.add(List.of("", key)));
    }
    return String.join("\n", TextTable.lines(COLUMNS, rows, context.screen().width()));
  }
}
