package dev.sallyport.cli.connection;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.UsageException;
import picocli.CommandLine.Mixin;

/** Options of a command that changes something: where to work, and the reason for the audit log. */
public final class ChangeOptions {
  @Mixin private final ReasonOption reason = new ReasonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  /**
   * Opens a client that may change something. On a database, the operator is the actor in the audit
   * log; through a server, the owner of the API key is, and only the reason is sent.
   *
   * @throws UsageException if the reason is invalid, or if not exactly one of a server and a
   *     database is given
   */
  public AdminClient open(CliContext context) {
    return connection.open(context, reason.auditContext(context));
  }
}
