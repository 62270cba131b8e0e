package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list-accounts}. */
@Command(
    name = "list-accounts",
    header = "List accounts.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport list-accounts --query example",
      "  sallyport list-accounts --format json | jq -r '.accounts[].accountNumber'"
    },
    sortOptions = false)
final class ListAccounts implements Callable<Integer> {
  private static final OwnerListing<Account> LISTING =
      new OwnerListing<>(
          "accounts",
          List.of(Column.fixed("ACCOUNT"), Column.whole("STATE", 1), new Column("NAME", 10, 2)),
          ListAccounts::row,
          ListAccounts::json);

  @Mixin private final OwnerSearchOptions search = new OwnerSearchOptions();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final Place place = new Place();

  private final Surroundings surroundings;

  ListAccounts(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    OwnerQuery query = search.query(null);
    try (Backoffice backoffice = place.open(surroundings)) {
      return LISTING.show(backoffice.owners().accounts(query), query, format, surroundings);
    }
  }

  private static List<String> row(Account account) {
    return List.of(
        account.accountNumber(),
        OwnerListing.state(account.active()),
        Printable.of(account.name()));
  }

  private static ObjectNode json(Account account) {
    return Json.MAPPER
        .createObjectNode()
        .put("accountNumber", account.accountNumber())
        .put("name", account.name())
        .put("active", account.active());
  }
}
