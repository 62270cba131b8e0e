package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.token.AuthToken;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code delete}: ends a key for good, after asking. */
@Command(
    name = "delete",
    header = "End a key for good; it asks first.",
    description = {
      "",
      "To stop a key for a while only, see 'deactivate'. In a script, where nobody can be asked, it"
          + " needs --yes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport delete 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport delete --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --yes"
    },
    sortOptions = false)
final class DeleteKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();

  @Option(
      names = {"-y", "--yes"},
      order = 2,
      description = "Do not ask.")
  private boolean yes;

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final Surroundings surroundings;

  DeleteKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    Output output = surroundings.output();
    if (!yes && surroundings.terminal().isEmpty()) {
      output.error("nobody can be asked here, so nothing was deleted; --yes deletes unasked.");
      return ExitCode.REFUSED;
    }
    try (Sallyport sallyport = database.open(surroundings)) {
      Optional<AuthToken> key = sallyport.keys().get(id);
      if (key.isPresent() && !yes && !isConfirmed(key.get())) {
        output.error("not confirmed, so nothing was deleted.");
        return ExitCode.REFUSED;
      }
      key = sallyport.keys().delete(id);
      if (key.isEmpty()) {
        return KeyChange.notFound(surroundings, id);
      }
      output.result(Printable.line("Deleted " + KeyText.named(key.get()) + "."));
      return ExitCode.DONE;
    }
  }

  private boolean isConfirmed(AuthToken key) {
    String question = "Delete " + KeyText.named(key) + " for good? Type yes to do so:";
    return surroundings
        .terminal()
        .flatMap(terminal -> terminal.ask(question))
        .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
        .isPresent();
  }
}
