package dev.sallyport.cli.key;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.config.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code purge}: removes keys that ended long ago, after asking. */
@Command(
    name = "purge",
    header = "Remove the keys that ended long ago; it asks first.",
    description = {
      "",
      "Keys stay when they end, so that one can see which there were; the audit log keeps what was"
          + " done to them also after this. In a script, where nobody can be asked, it needs --yes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport purge --older-than 90d",
      "  sallyport purge --older-than 0d --yes --reason 'end of the trial'"
    },
    sortOptions = false)
public final class Purge implements Callable<Integer> {
  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "LENGTH",
      order = 1,
      description = "How long their end must lie in the past, such as 90d; 0d for all that ended.")
  private Duration age = Duration.ZERO;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public Purge(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AuditContext by = reason.by(surroundings);
    if (!confirmation.isPossible(surroundings)) {
      return ExitCode.REFUSED;
    }
    int removed;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      if (!confirmation.isGiven(surroundings, question())) {
        return ExitCode.REFUSED;
      }
      try (ProgressReporter progress =
          ProgressReporter.of("Removing", ProgressReporter.UNKNOWN, " keys", surroundings)) {
        removed = backoffice.keys().purge(age, progress);
      }
    }
    String which = age.isZero() ? "ended." : "ended more than " + Durations.format(age) + " ago.";
    surroundings
        .output()
        .result("Removed %d %s that %s".formatted(removed, removed == 1 ? "key" : "keys", which));
    return ExitCode.DONE;
  }

  private String question() {
    String which = age.isZero() ? "ended" : "ended more than " + Durations.format(age) + " ago";
    return "Remove all keys that " + which + ", for good?";
  }
}
