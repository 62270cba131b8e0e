package dev.sallyport.cli.input;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import picocli.CommandLine.Option;

/** Option for the reason of a change. */
public final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      order = 850,
      description = "Reason for the audit log, up to " + AuditContext.MAX_REASON + " characters.")
  private String reason = "";

  /**
   * Returns the actor, origin and reason for the audit log.
   *
   * @throws UsageException if the reason is too long or contains control characters
   */
  public AuditContext auditContext(CliContext context) {
    return context.operator().auditContext(reason);
  }
}
