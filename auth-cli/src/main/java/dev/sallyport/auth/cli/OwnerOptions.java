package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Owner;
import picocli.CommandLine.Option;

/** Whose key, or which user. */
final class OwnerOptions {
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
  Owner owner() {
    return UsageException.unlessWithinBounds(() -> new Owner(accountNumber, username));
  }
}
