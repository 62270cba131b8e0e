package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.Column;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code users list}: lists users page by page. */
@Command(
    name = "list",
    header = "List the users of all accounts or of one account.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport users list --account acme",
      "  sallyport users list --format json | jq -r '.items[] | select(.staff) | .userId'"
    },
    sortOptions = false)
public final class ListUsers implements Runnable {
  private static final OwnerTable<UserView> LISTING =
      new OwnerTable<>(
          "users",
          List.of(
              new Column("USER", 20, 1),
              Column.fixed("ACCOUNT"),
              Column.whole("STATE", 2),
              Column.whole("STAFF", 3),
              new Column("EMAIL", 10, 4)),
          ListUsers::row);

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Only users of this account.")
  private @Nullable String accountId;

  @Mixin private final OwnerSearchOptions search = new OwnerSearchOptions();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ListUsers(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    OwnerQuery query = search.query(accountId);
    try (AdminClient client = connection.open(context)) {
      LISTING.show(client.owners().users(query), query, format, context);
    }
  }

  private static List<String> row(UserView user) {
    return List.of(
        PrintableText.of(user.userId()),
        PrintableText.of(user.accountId()),
        OwnerTable.state(user.active()),
        user.kind() == UserKind.SERVICE ? "service" : user.staff() ? "staff" : "-",
        user.email().isEmpty() ? "-" : PrintableText.of(user.email()));
  }
}
