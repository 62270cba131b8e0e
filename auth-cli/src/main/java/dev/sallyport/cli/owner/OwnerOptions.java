package dev.sallyport.cli.owner;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import picocli.CommandLine.Option;

/** Whose key, or which user. */
public final class OwnerOptions {
  @Option(
      names = "--account-number",
      required = true,
      paramLabel = "####-####-####",
      order = 1,
      description = "The account.")
  private String accountNumber = "";

  @Option(
      names = "--username",
      required = true,
      paramLabel = "NAME",
      order = 2,
      description = "The user of that account.")
  private String username = "";

  /**
   * The owner.
   *
   * @throws UsageException if a part is not of its form
   */
  public Owner owner() {
    return UsageException.unlessWithinBounds(() -> new Owner(accountNumber, username));
  }
}
