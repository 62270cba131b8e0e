package dev.sallyport.cli;

import dev.sallyport.cli.connection.DatabaseOnly;
import dev.sallyport.cli.context.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code migrate}: creates or updates the tables for this version. */
@Command(
    name = "migrate",
    header = "Create or update the tables in the database.",
    description = {
      "",
      "Does what --schema migrate does for any other command. It is safe to repeat.",
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
final class Migrate implements Runnable {
  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext context;

  Migrate(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    database.required(context, "migrate creates tables").openToMigrate(context).close();
    context.output().result("The tables are up to date.");
  }
}
