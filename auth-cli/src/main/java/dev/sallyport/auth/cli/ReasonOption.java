package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import picocli.CommandLine.Option;

/** Why something is changed. */
final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      order = 850,
      description = "Why, for the audit log; up to " + Attribution.MAX_REASON + " characters.")
  private String reason = "";

  /**
   * Who changes it, from where and why.
   *
   * @throws UsageException if the reason is out of its bounds
   */
  Attribution by(Surroundings surroundings) {
    return surroundings.operator().because(reason);
  }
}
