package dev.sallyport.cli.connection;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseAdminClient;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerOptions;
import java.util.Map;
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
   * Opens a client that finds the keys of tokens, on a database those of every format.
   *
   * @throws UsageException if neither a server nor a database is given, or both are
   */
  public AdminClient openToFind(CliContext context) {
    return open(context, context.operator().auditContext(""), DatabaseOptions.EVERY_TOKEN);
  }

  /**
   * Opens a client that may change something.
   *
   * @param by the actor, origin and reason for the audit log; through a server, the owner of the
   *     API key is the actor and only the reason is sent
   * @throws UsageException if neither a server nor a database is given, or both are
   */
  public AdminClient open(CliContext context, AuditContext by) {
    return open(context, by, Map.of());
  }

  private AdminClient open(CliContext context, AuditContext by, Map<String, String> settings) {
    if (server.isGiven() && database.isGiven()) {
      throw new UsageException(
          "a server and a database cannot be combined: give either --url, or --db-url and its"
              + " options");
    }
    boolean isServer = server.isGiven() || isServerConfigured(context);
    return isServer
        ? server.open(context, by)
        : new DatabaseAdminClient(database.open(context, settings), context, by);
  }

  /** Options take precedence over the environment, which may name both for other commands. */
  private boolean isServerConfigured(CliContext context) {
    if (database.isGiven()) {
      return false;
    }
    boolean isDatabase = database.isNamed(context);
    if (isDatabase && server.isNamed(context)) {
      throw new UsageException(
          "both SALLYPORT_URL and a database are configured: choose one with --url or --db-url");
    }
    if (isDatabase || server.isNamed(context) || ServerOptions.isLoggedIn(context)) {
      return !isDatabase;
    }
    throw new UsageException(
        "no database or server given: use --db-url JDBC_URL or SALLYPORT_DB_URL for a database,"
            + " or 'sallyport login' or --url URL for a server");
  }
}
