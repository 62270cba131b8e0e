package dev.sallyport.cli.owner;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import picocli.CommandLine.Option;

/** Options that name an owner: an account and a user of it. */
public final class OwnerOptions {
  @Option(
      names = "--account-number",
      required = true,
      paramLabel = "####-####-####",
      order = 1,
      description = "Number of the account.")
  private String accountNumber = "";

  @Option(
      names = "--username",
      required = true,
      paramLabel = "NAME",
      order = 2,
      description = "Name of the user in that account.")
  private String username = "";

  /**
   * Returns the owner.
   *
   * @throws UsageException if the account number or the username is malformed
   */
  public Owner owner() {
    return UsageException.convertInvalidValue(() -> new Owner(accountNumber, username));
  }
}
