package dev.sallyport.cli.owner;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code accounts create}: creates an account. */
@Command(
    name = "create",
    header = "Create an account, to which users and their keys belong.",
    description = {"", "The account id is the only line on standard output.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport accounts create --account acme --name Example",
      "  ACCOUNT=$(sallyport accounts create --name 'With a random number')"
    },
    sortOptions = false)
public final class CreateAccount implements Runnable {
  private static final int MAX_ATTEMPTS = 100;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description =
          "Id of the account. Default: an unused random number, ####-####-####, which fits"
              + " the formats any and smarter of account-id-format.")
  private @Nullable String accountId;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      order = 2,
      description = "Name of the account, up to 255 characters.")
  private String name = "";

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final SecureRandom random = new SecureRandom();
  private final CliContext context;

  public CreateAccount(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    Account first = account(accountId == null ? randomNumber() : accountId);
    Account created;
    try (AdminClient client = options.open(context)) {
      created = create(client.owners(), first);
    }
    context.output().note("Created account:");
    context.output().result(created.accountId());
  }

  private Account create(OwnerClient owners, Account first) {
    Account account = first;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (owners.create(account)) {
        return account;
      }
      if (accountId != null) {
        throw new DeniedException("account " + accountId + " already exists");
      }
      account = account(randomNumber());
    }
    throw new DeniedException("no unused account number was found; try again");
  }

  private Account account(String number) {
    return UsageException.convertInvalidValue(() -> new Account(number, name, true));
  }

  private String randomNumber() {
    return "%04d-%04d-%04d"
        .formatted(random.nextInt(10_000), random.nextInt(10_000), random.nextInt(10_000));
  }
}
