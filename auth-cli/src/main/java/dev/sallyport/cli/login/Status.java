package dev.sallyport.cli.login;

import static java.util.stream.Collectors.joining;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.OutputFormat;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code status}: shows the server or database that commands work on. */
@Command(
    name = "status",
    header = "Show the server or database that commands work on, and your identity there.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport status",
      "  sallyport status --url https://api.example.com/admin --format json"
    },
    sortOptions = false)
public final class Status implements Runnable {
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public Status(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    Map<String, String> status;
    try (AdminClient client = connection.open(context)) {
      status = client.status();
    }
    context.output().result(format.isTable() ? lines(status) : format.text(status));
  }

  private static String lines(Map<String, String> status) {
    return status.entrySet().stream()
        .map(line -> "%-9s %s".formatted(line.getKey(), line.getValue()))
        .collect(joining("\n"));
  }
}
