package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code accounts list}: lists accounts page by page. */
@Command(
    name = "list",
    header = "List accounts.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport accounts list --query example",
      "  sallyport accounts list --format json | jq -r '.items[].accountId'"
    },
    sortOptions = false)
public final class ListAccounts implements Runnable {
  private static final OwnerTable<AccountView> LISTING =
      new OwnerTable<>(
          "accounts",
          List.of(Column.fixed("ACCOUNT"), Column.whole("STATE", 1), new Column("NAME", 10, 2)),
          ListAccounts::row);

  @Mixin private final OwnerSearchOptions search = new OwnerSearchOptions();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ListAccounts(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    OwnerQuery query = search.query(null);
    try (AdminClient client = connection.open(context)) {
      LISTING.show(client.owners().accounts(query), query, format, context);
    }
  }

  private static List<String> row(AccountView account) {
    return List.of(
        PrintableText.of(account.accountId()),
        OwnerTable.state(account.active()),
        PrintableText.of(account.name()));
  }
}
