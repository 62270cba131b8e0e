package dev.sallyport.cli.key;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.config.Durations;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code keys purge}: deletes keys that expired long ago, after confirmation. */
@Command(
    name = "purge",
    header = "Delete keys that expired long ago, after confirmation.",
    description = {
      "",
      "Expired keys stay in the database until they are purged. The audit log keeps their entries."
          + " Without a terminal, such as in a script, --yes is required.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys purge --older-than 90d",
      "  sallyport keys purge --older-than 0d --yes --reason 'end of the trial'"
    },
    sortOptions = false)
public final class Purge implements Runnable {
  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "DURATION",
      order = 1,
      description = "Minimum time since expiry, such as 90d; 0d for all expired keys.")
  private Duration age = Duration.ZERO;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public Purge(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    confirmation.requirePossible(context);
    int deleted;
    try (AdminClient client = options.open(context)) {
      confirmation.require(context, "Delete all keys that " + which() + " permanently?");
      try (ProgressReporter progress =
          ProgressReporter.of("Deleting", ProgressReporter.UNKNOWN, " keys", context)) {
        deleted = client.keys().purge(age, progress);
      }
    }
    context
        .output()
        .result(
            "Deleted %d %s that %s.".formatted(deleted, deleted == 1 ? "key" : "keys", which()));
  }

  private String which() {
    return age.isZero() ? "expired" : "expired more than " + Durations.format(age) + " ago";
  }
}
