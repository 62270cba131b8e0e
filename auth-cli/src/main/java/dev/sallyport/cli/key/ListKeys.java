package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: keys, page by page, newest first. */
@Command(
    name = "list",
    header = "List keys, newest first unless --sort says otherwise.",
    description = {
      "",
      "A key is active, inactive (switched off), expired or over-age, or its owner or account is"
          + " inactive; rotated is what the table calls an active one that has a successor. The table leaves out what does not fit; 'show' and"
          + " JSON do not. Several conditions have to be met together.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport list",
      "  sallyport list --account-number 3141-5926-5359 --username admin --inactive",
      "  sallyport list --active --unused-for 90d --sort last-used --all",
      "  sallyport list --size 500 --format json | jq -r '.items[].id'",
      "  sallyport list --expiring-within 14d --url https://api.example.com/admin"
    },
    sortOptions = false)
public final class ListKeys implements Callable<Integer> {
  @Mixin private final KeySearchOptions search = new KeySearchOptions();

  @Option(
      names = "--all",
      order = 42,
      description = "Keys of all pages; --page and --size are of no use then.")
  private boolean all;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public ListKeys(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeySearch wanted = search.search();
    PageView<KeyView> keys;
    try (AdminClient backoffice = place.open(surroundings)) {
      keys = all ? everything(backoffice.keys(), wanted) : backoffice.keys().list(wanted);
    }
    Output output = surroundings.output();
    if (!format.isTable()) {
      output.result(format.text(keys));
    } else if (keys.items().isEmpty()) {
      output.note(nothing(keys.total()));
    } else {
      output.result(KeyTable.of(keys.items(), surroundings.screen()));
      noteRest(keys, wanted);
    }
    return ExitCode.DONE;
  }

  /** Ends at the first page that is not full, however many there are said to be. */
  private static PageView<KeyView> everything(KeyClient keys, KeySearch wanted) {
    List<KeyView> found = new ArrayList<>();
    for (int page = 0; ; page++) {
      KeySearch part = wanted.largePage(page);
      PageView<KeyView> some = keys.list(part);
      found.addAll(some.items());
      if (some.items().size() < part.size()) {
        return new PageView<>(found, 1, wanted.size(), found.size());
      }
    }
  }

  private static String nothing(long total) {
    return total == 0
        ? "There are no keys."
        : "There are no keys on this page, %d in all.".formatted(total);
  }

  private void noteRest(PageView<KeyView> keys, KeySearch wanted) {
    long after = keys.total() - wanted.offset() - keys.items().size();
    if (after > 0 && !all) {
      surroundings.output().note("%d more; see --page %d.".formatted(after, wanted.page() + 2));
    }
  }
}
