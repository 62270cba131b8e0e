package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: keys, page by page, newest first. */
@Command(
    name = "list",
    header = "List keys, newest first.",
    description = {
      "",
      "A key is active, inactive (switched off) or expired; rotated is what the table calls an"
          + " active one that has a successor. The table cuts long names; 'show' and JSON do not.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport list",
      "  sallyport list --account-number 3141-5926-5359 --username admin --inactive",
      "  sallyport list --size 500 --format json | jq -r '.keys[].id'"
    },
    sortOptions = false)
final class ListKeys implements Callable<Integer> {
  @Option(
      names = "--account-number",
      paramLabel = "####-####-####",
      order = 1,
      description = "Only keys of this account.")
  private @Nullable String accountNumber;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      order = 2,
      description = "Only keys of this user.")
  private @Nullable String username;

  @ArgGroup private final Switch only = new Switch();

  @Option(
      names = "--page",
      paramLabel = "N",
      order = 5,
      description = "Which page, from 1 (the default).")
  private int page = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      order = 6,
      description = "Keys on a page, 1 to " + TokenQuery.MAX_SIZE + "; 50 if left out.")
  private int size = 50;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final Surroundings surroundings;

  ListKeys(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    TokenQuery query = query();
    Page<AuthToken> keys;
    try (Sallyport sallyport = database.open(surroundings)) {
      keys = sallyport.keys().list(query);
    }
    Output output = surroundings.output();
    Instant now = surroundings.clock().instant();
    if (format.isJson()) {
      output.result(Json.pretty(KeyJson.ofPage(keys, query, now)));
    } else if (keys.items().isEmpty()) {
      output.note(nothing(keys.total()));
    } else {
      output.result(KeyTable.of(keys.items(), now));
      noteRest(keys, query);
    }
    return ExitCode.DONE;
  }

  private TokenQuery query() {
    return UsageException.unlessWithinBounds(
        () -> {
          if (accountNumber != null) {
            Owner.requireAccountNumber(accountNumber);
          }
          return new TokenQuery(accountNumber, username, only.active(), null, page - 1, size);
        });
  }

  private static String nothing(long total) {
    return total == 0
        ? "There are no keys."
        : "There are no keys on this page, %d in all.".formatted(total);
  }

  private void noteRest(Page<AuthToken> keys, TokenQuery query) {
    long after = keys.total() - query.offset() - keys.items().size();
    if (after > 0) {
      surroundings.output().note("%d more; see --page %d.".formatted(after, query.page() + 2));
    }
  }

  /** At most one of two. */
  static final class Switch {
    @Option(names = "--active", order = 3, description = "Only keys that are switched on.")
    private boolean active;

    @Option(names = "--inactive", order = 4, description = "Only keys that are switched off.")
    private boolean inactive;

    @Nullable Boolean active() {
      return (active || inactive) ? Boolean.valueOf(active) : null;
    }
  }
}
