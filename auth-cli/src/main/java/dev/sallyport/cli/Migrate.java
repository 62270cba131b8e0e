package dev.sallyport.cli;

import dev.sallyport.cli.connection.DatabaseOnly;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code migrate}: makes the tables what this version needs. */
@Command(
    name = "migrate",
    header = "Create the tables in the database, or bring them up to date.",
    description = {
      "",
      "The same as any command with --schema migrate, and nothing more. It is safe to repeat.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport migrate --db-url 'jdbc:h2:file:./keys/sallyport;AUTO_SERVER=TRUE'",
      "  sallyport migrate --db-url jdbc:postgresql://localhost/app --db-user app \\",
      "      --db-password-file /run/secrets/db-password"
    },
    sortOptions = false)
final class Migrate implements Callable<Integer> {
  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext surroundings;

  Migrate(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    database.required(surroundings, "migrate makes tables").openToMigrate(surroundings).close();
    surroundings.output().result("The tables are up to date.");
    return ExitCode.DONE;
  }
}
