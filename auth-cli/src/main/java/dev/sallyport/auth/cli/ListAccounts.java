package dev.sallyport.auth.cli;

import dev.sallyport.auth.admin.api.AccountView;
import dev.sallyport.auth.spi.OwnerQuery;
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
      "  sallyport list-accounts --format json | jq -r '.items[].accountNumber'"
    },
    sortOptions = false)
final class ListAccounts implements Callable<Integer> {
  private static final OwnerListing<AccountView> LISTING =
      new OwnerListing<>(
          "accounts",
          List.of(Column.fixed("ACCOUNT"), Column.whole("STATE", 1), new Column("NAME", 10, 2)),
          ListAccounts::row);

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

  private static List<String> row(AccountView account) {
    return List.of(
        account.accountNumber(),
        OwnerListing.state(account.active()),
        Printable.of(account.name()));
  }
}
