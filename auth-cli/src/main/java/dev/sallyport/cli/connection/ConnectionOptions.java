package dev.sallyport.cli.connection;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseAdminClient;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerOptions;
import picocli.CommandLine.ArgGroup;

/** Where to work: through a server or on a database, and on one of them only. */
public final class ConnectionOptions {
  @ArgGroup(validate = false, heading = ServerOptions.HEADING, order = 1)
  private final ServerOptions server = new ServerOptions();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING, order = 2)
  private final DatabaseOptions database = new DatabaseOptions();

  /**
   * Goes there to look at something.
   *
   * @throws UsageException if nothing says where, or two things do
   */
  public AdminClient open(CliContext surroundings) {
    return open(surroundings, surroundings.operator().because(""));
  }

  /**
   * Goes there.
   *
   * @param by who changes something; behind a server it is the owner of the key, and only the
   *     reason counts
   * @throws UsageException if nothing says where, or two things do
   */
  public AdminClient open(CliContext surroundings, AuditContext by) {
    if (server.isGiven() && database.isGiven()) {
      throw new UsageException(
          "either a server or a database: give --url, or --db-url and the options that belong to"
              + " it");
    }
    boolean byServer = server.isGiven() || isServerMeant(surroundings);
    return byServer
        ? server.open(surroundings, by)
        : new DatabaseAdminClient(database.open(surroundings), surroundings, by);
  }

  /** What options say outweighs the environment, which may name both for other commands. */
  private boolean isServerMeant(CliContext surroundings) {
    if (database.isGiven() || !server.isNamed(surroundings)) {
      if (!database.isGiven() && !database.isNamed(surroundings)) {
        throw new UsageException(
            "no database and no server is named: give --db-url JDBC_URL or set SALLYPORT_DB_URL,"
                + " or give --url URL or set SALLYPORT_URL");
      }
      return false;
    }
    if (database.isNamed(surroundings)) {
      throw new UsageException(
          "both SALLYPORT_URL and a database are set: give --url or --db-url to say which is meant");
    }
    return true;
  }
}
