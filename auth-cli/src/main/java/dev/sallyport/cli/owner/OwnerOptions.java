package dev.sallyport.cli.owner;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name an owner: an account and a user of it. */
public final class OwnerOptions {
  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Id of the account. Not needed in an application without accounts.")
  private @Nullable String account;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "USER",
      order = 2,
      description = "Id of the user in that account.")
  private String user = "";

  /**
   * Returns the owner of a user to create, in the account {@value Owner#DEFAULT_ACCOUNT} if none is
   * given.
   *
   * @throws UsageException if the account id or the user id is invalid
   */
  Owner newOwner() {
    return UsageException.convertInvalidValue(
        () -> account == null ? Owner.of(user) : new Owner(account, user));
  }

  /**
   * Returns the owner of an existing user, which may be named as {@link UserReference} without an
   * account.
   *
   * @throws UsageException if an id is invalid, or the user id alone exists in several accounts
   */
  public Owner existing(AdminClient client) {
    return account == null ? new UserReference(user).findOrNamed(client) : newOwner();
  }
}
