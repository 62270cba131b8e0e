package dev.sallyport.cli.connection;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseAdminClient;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerOptions;
import picocli.CommandLine.ArgGroup;

/** Options that choose where to work: through a server or on a database, but not on both. */
public final class ConnectionOptions {
  @ArgGroup(validate = false, heading = ServerOptions.HEADING, order = 1)
  private final ServerOptions server = new ServerOptions();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING, order = 2)
  private final DatabaseOptions database = new DatabaseOptions();

  /**
   * Opens a client that only reads.
   *
   * @throws UsageException if neither a server nor a database is given, or both are
   */
  public AdminClient open(CliContext context) {
    return open(context, context.operator().auditContext(""));
  }

  /**
   * Opens a client that may change something.
   *
   * @param by the actor, origin and reason for the audit log; through a server, the owner of the
   *     API key is the actor and only the reason is sent
   * @throws UsageException if neither a server nor a database is given, or both are
   */
  public AdminClient open(CliContext context, AuditContext by) {
    if (server.isGiven() && database.isGiven()) {
      throw new UsageException(
          "a server and a database cannot be combined: give either --url, or --db-url and its"
              + " options");
    }
    boolean isServer = server.isGiven() || isServerConfigured(context);
    return isServer
        ? server.open(context, by)
        : new DatabaseAdminClient(database.open(context), context, by);
  }

  /** Options take precedence over the environment, which may name both for other commands. */
  private boolean isServerConfigured(CliContext context) {
    if (database.isGiven() || !server.isNamed(context)) {
      if (!database.isGiven() && !database.isNamed(context)) {
        throw new UsageException(
            "no database or server given: use --db-url JDBC_URL or SALLYPORT_DB_URL for a database,"
                + " or --url URL or SALLYPORT_URL for a server");
      }
      return false;
    }
    if (database.isNamed(context)) {
      throw new UsageException(
          "both SALLYPORT_URL and a database are configured: choose one with --url or --db-url");
    }
    return true;
  }
}
