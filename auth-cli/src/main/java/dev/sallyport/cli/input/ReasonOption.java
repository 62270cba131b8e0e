package dev.sallyport.cli.input;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import picocli.CommandLine.Option;

/** Why something is changed. */
public final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      order = 850,
      description = "Why, for the audit log; up to " + AuditContext.MAX_REASON + " characters.")
  private String reason = "";

  /**
   * Who changes it, from where and why.
   *
   * @throws UsageException if the reason is out of its bounds
   */
  public AuditContext by(CliContext surroundings) {
    return surroundings.operator().because(reason);
  }
}
