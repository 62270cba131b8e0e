package dev.sallyport.cli.owner;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
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
public final class CreateAccount implements Callable<Integer> {
  private static final int MAX_ATTEMPTS = 100;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Id of the account. Default: an unused random number, ####-####-####.")
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
  public Integer call() {
    Account first = account(accountId == null ? randomNumber() : accountId);
    Optional<Account> created;
    try (AdminClient client = options.open(context)) {
      OwnerClient owners = client.owners();
      created =
          accountId == null
              ? createRandom(owners, first)
              : Optional.of(first).filter(owners::create);
    }
    Output output = context.output();
    if (created.isEmpty()) {
      output.error(
          accountId == null
              ? "no unused account number was found; try again."
              : "account " + accountId + " already exists.");
      return ExitCode.DENIED;
    }
    output.note("Created account:");
    output.result(created.get().accountId());
    return ExitCode.DONE;
  }

  private Optional<Account> createRandom(OwnerClient owners, Account first) {
    Account account = first;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (owners.create(account)) {
        return Optional.of(account);
      }
      account = account(randomNumber());
    }
    return Optional.empty();
  }

  private Account account(String number) {
    return UsageException.convertInvalidValue(() -> new Account(number, name, true));
  }

  private String randomNumber() {
    return "%04d-%04d-%04d"
        .formatted(random.nextInt(10_000), random.nextInt(10_000), random.nextInt(10_000));
  }
}
