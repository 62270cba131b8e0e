package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.owner.OwnerChange.Kind;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code delete-user} and {@code delete-account}: delete an owner with its keys, after asking. */
@Command(sortOptions = false)
public final class DeleteOwner implements Callable<Integer> {
  private static final String IN_A_SCRIPT =
      " The audit log stays. In a script, where nobody can be asked, it needs --yes."
          + ChangeOwner.SEEN;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final Kind kind;
  private final PositionalParamSpec name;
  private final CliContext surroundings;

  private DeleteOwner(Kind kind, CliContext surroundings) {
    this.kind = kind;
    this.name = kind.parameter();
    this.surroundings = surroundings;
  }

  public static CommandLine command(Kind kind, CliContext surroundings) {
    DeleteOwner deletion = new DeleteOwner(kind, surroundings);
    CommandLine command = new CommandLine(deletion);
    String verb = "delete-" + kind.word();
    CommandSpec spec = command.getCommandSpec().name(verb).addPositional(deletion.name);
    String example = "  sallyport " + verb + " " + kind.example;
    spec.usageMessage()
        .header(
            kind == Kind.USER
                ? "Delete a user with the user's keys; it asks first."
                : "Delete an account with its users, keys and resources; it asks first.")
        .description("", description(kind), "")
        .footer("", "Examples:", example, example + " --yes --reason 'ticket 4711'");
    return command;
  }

  private static String description(Kind kind) {
    String consequence =
        kind == Kind.USER
            ? "The keys are refused for good, also if the username is taken again. Bindings to"
                + " resources go with them; a resource that requires no other keys stays closed."
                + " To stop a user for a while only, see 'deactivate-user'."
            : "To stop an account for a while only, see 'deactivate-account'.";
    return consequence + IN_A_SCRIPT;
  }

  @Override
  public Integer call() {
    String of = name.getValue();
    AuditContext by = reason.by(surroundings);
    if (!confirmation.isPossible(surroundings)) {
      return ExitCode.REFUSED;
    }
    Optional<DeletionView> deleted;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      OwnerClient owners = backoffice.owners();
      Optional<String> question = question(owners, of);
      if (question.isPresent() && !confirmation.isGiven(surroundings, question.get())) {
        return ExitCode.REFUSED;
      }
      deleted = question.isEmpty() ? Optional.empty() : delete(owners, of);
    }
    if (deleted.isEmpty()) {
      surroundings.output().error(kind.notFound(of));
      return ExitCode.REFUSED;
    }
    surroundings.output().result(PrintableText.line(sentence(of, deleted.get())));
    return ExitCode.DONE;
  }

  /** Empty if there is no such owner. */
  private Optional<String> question(OwnerClient owners, String of) {
    return kind == Kind.USER
        ? owners
            .user(of)
            .map(it -> "Delete the user %s with all keys for good?".formatted(OwnerTable.name(it)))
        : owners
            .account(OwnerChange.number(of))
            .map(
                it ->
                    "Delete the account %s with all users, keys and resources for good?"
                        .formatted(it.accountNumber()));
  }

  private Optional<DeletionView> delete(OwnerClient owners, String of) {
    return kind == Kind.USER ? owners.deleteUser(of) : owners.deleteAccount(of);
  }

  private String sentence(String of, DeletionView deleted) {
    return kind == Kind.USER
        ? "Deleted the user %s; keys deleted: %d.".formatted(of, deleted.keys())
        : "Deleted the account %s; users deleted: %d, keys: %d, resources: %d."
            .formatted(of, deleted.users(), deleted.keys(), deleted.resources());
  }
}
