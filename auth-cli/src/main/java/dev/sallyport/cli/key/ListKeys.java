package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.spi.ApiKeyQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code keys list}: lists keys page by page, newest first by default. */
@Command(
    name = "list",
    header = "List keys, newest first by default.",
    description = {
      "",
      "The state of a key is active, inactive (deactivated), expired, over-age, owner-inactive or"
          + " account-inactive. The table shows an active key that has a successor as rotated. The"
          + " table leaves out columns that do not fit the terminal; 'keys show', JSON and output to a pipe are complete."
          + " If several conditions are given, all of them must be met.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys list",
      "  sallyport keys list --account acme --user ada --inactive",
      "  sallyport keys list --active --unused-for 90d --sort last-used --all",
      "  sallyport keys list --size 500 --format json | jq -r '.items[].id'",
      "  sallyport keys list --watch --sort -last-used",
      "  sallyport keys list --expiring-within 14d --url https://api.example.com/admin"
    },
    sortOptions = false)
public final class ListKeys implements Runnable {
  private static final Duration MIN_PAUSE = Duration.ofMillis(100);

  @Mixin private final KeySearchOptions search = new KeySearchOptions();

  @Option(
      names = "--all",
      order = 42,
      description = "List all pages. --page and --size are ignored.")
  private boolean all;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2s",
      paramLabel = "DURATION",
      order = 43,
      description = "List the keys again and again, every 2s or this time, until interrupted.")
  private @Nullable Duration watch;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ListKeys(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeySearch query = search.search();
    Duration pause = watch;
    if (pause != null && pause.compareTo(MIN_PAUSE) < 0) {
      throw new UsageException("--watch must be 100ms or more");
    }
    try (AdminClient client = connection.open(context)) {
      show(client.keys(), query);
      while (pause != null && isContinuedAfter(pause)) {
        if (context.screen().isTerminal()) {
          context.output().clearScreen();
        }
        show(client.keys(), query);
      }
    }
  }

  private static boolean isContinuedAfter(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void show(KeyClient client, KeySearch query) {
    PageView<KeyView> keys = all ? allPages(client, query) : client.list(query);
    Output output = context.output();
    if (!format.isTable()) {
      output.result(format.text(keys));
    } else if (keys.items().isEmpty()) {
      output.note(emptyNote(keys.total()));
    } else {
      output.result(KeyTable.of(keys.items(), context));
      noteRest(keys, query);
    }
  }

  /** Reads up to the first page that is not full, regardless of the reported total. */
  private static PageView<KeyView> allPages(KeyClient keys, KeySearch query) {
    List<KeyView> found = new ArrayList<>();
    for (int page = 0; ; page++) {
      KeySearch part = query.largePage(page);
      PageView<KeyView> some = keys.list(part);
      found.addAll(some.items());
      if (some.items().size() < part.size()) {
        return new PageView<>(found, 1, query.size(), found.size());
      }
    }
  }

  private static String emptyNote(long total) {
    String known =
        total > ApiKeyQuery.MAX_COUNTED ? "more than " + ApiKeyQuery.MAX_COUNTED : "" + total;
    return total == 0 ? "No keys found." : "No keys on this page; %s in total.".formatted(known);
  }

  private void noteRest(PageView<KeyView> keys, KeySearch query) {
    if (all) {
      return;
    }
    long after = keys.total() - query.offset() - keys.items().size();
    boolean isCounted = keys.total() <= ApiKeyQuery.MAX_COUNTED;
    boolean isFull = keys.items().size() == query.size();
    if (isCounted ? after > 0 : isFull) {
      String rest = isCounted ? after + " more" : "More keys follow";
      context.output().note("%s; see --page %d.".formatted(rest, query.page() + 2));
    }
  }
}
