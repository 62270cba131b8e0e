package dev.sallyport.cli.owner;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.ReasonOption;
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

/** {@code create-account}: makes an account to which users belong. */
@Command(
    name = "create-account",
    header = "Make an account, to which users and their keys belong.",
    description = {"", "The account number is the only line on standard output.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport create-account --account-number 3141-5926-5359 --name Example",
      "  ACCOUNT=$(sallyport create-account --name 'With a number of its own')"
    },
    sortOptions = false)
public final class CreateAccount implements Callable<Integer> {
  private static final int MAX_ATTEMPTS = 100;

  @Option(
      names = "--account-number",
      paramLabel = "####-####-####",
      order = 1,
      description = "Its number; a random free one if left out.")
  private @Nullable String accountNumber;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      order = 2,
      description = "What people call it, up to 255 characters.")
  private String name = "";

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final SecureRandom random = new SecureRandom();
  private final CliContext surroundings;

  public CreateAccount(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AuditContext by = reason.by(surroundings);
    Account first = account(accountNumber == null ? randomNumber() : accountNumber);
    Optional<Account> made;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      OwnerClient owners = backoffice.owners();
      made =
          accountNumber == null
              ? createRandom(owners, first)
              : Optional.of(first).filter(owners::create);
    }
    Output output = surroundings.output();
    if (made.isEmpty()) {
      output.error(
          accountNumber == null
              ? "no free account number was found; try again."
              : "there is an account " + accountNumber + " already.");
      return ExitCode.REFUSED;
    }
    output.note("Created the account:");
    output.result(made.get().accountNumber());
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
    return UsageException.unlessWithinBounds(() -> new Account(number, name, true));
  }

  private String randomNumber() {
    return "%04d-%04d-%04d"
        .formatted(random.nextInt(10_000), random.nextInt(10_000), random.nextInt(10_000));
  }
}
