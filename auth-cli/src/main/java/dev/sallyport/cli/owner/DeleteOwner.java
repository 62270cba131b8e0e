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

/** Commands {@code delete-user} and {@code delete-account}: delete an owner after confirmation. */
@Command(sortOptions = false)
public final class DeleteOwner implements Callable<Integer> {
  private static final String IN_A_SCRIPT =
      " The audit log is kept. Without a terminal, such as in a script, --yes is required."
          + ChangeOwner.SEEN;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final Kind kind;
  private final PositionalParamSpec name;
  private final CliContext context;

  private DeleteOwner(Kind kind, CliContext context) {
    this.kind = kind;
    this.name = kind.parameter();
    this.context = context;
  }

  /** Returns the command for a kind of owner. */
  public static CommandLine command(Kind kind, CliContext context) {
    DeleteOwner deletion = new DeleteOwner(kind, context);
    CommandLine command = new CommandLine(deletion);
    String verb = "delete-" + kind.word();
    CommandSpec spec = command.getCommandSpec().name(verb).addPositional(deletion.name);
    String example = "  sallyport " + verb + " " + kind.example;
    spec.usageMessage()
        .header(
            kind == Kind.USER
                ? "Delete a user and the user's keys permanently, after confirmation."
                : "Delete an account, its users, keys and resources permanently, after"
                    + " confirmation.")
        .description("", description(kind), "")
        .footer("", "Examples:", example, example + " --yes --reason 'ticket 4711'");
    return command;
  }

  private static String description(Kind kind) {
    String consequence =
        kind == Kind.USER
            ? "The keys stay invalid even if a user with the same name is created later. Their"
                + " bindings to resources are deleted; a resource that requires no other keys stays"
                + " closed. To stop a user temporarily, use 'deactivate-user'."
            : "To stop an account temporarily, use 'deactivate-account'.";
    return consequence + IN_A_SCRIPT;
  }

  @Override
  public Integer call() {
    String of = name.getValue();
    AuditContext by = reason.auditContext(context);
    if (!confirmation.isPossible(context)) {
      return ExitCode.DENIED;
    }
    Optional<DeletionView> deleted;
    try (AdminClient client = connection.open(context, by)) {
      OwnerClient owners = client.owners();
      Optional<String> question = question(owners, of);
      if (question.isPresent() && !confirmation.isConfirmed(context, question.get())) {
        return ExitCode.DENIED;
      }
      deleted = question.isEmpty() ? Optional.empty() : delete(owners, of);
    }
    if (deleted.isEmpty()) {
      context.output().error(kind.notFound(of));
      return ExitCode.DENIED;
    }
    context.output().result(PrintableText.line(sentence(of, deleted.get())));
    return ExitCode.DONE;
  }

  /** Returns the question of the prompt; empty if the owner does not exist. */
  private Optional<String> question(OwnerClient owners, String of) {
    return kind == Kind.USER
        ? owners
            .user(of)
            .map(it -> "Delete user %s and all keys permanently?".formatted(OwnerTable.name(it)))
        : owners
            .account(OwnerChange.number(of))
            .map(
                it ->
                    "Delete account %s and all its users, keys and resources permanently?"
                        .formatted(it.accountNumber()));
  }

  private Optional<DeletionView> delete(OwnerClient owners, String of) {
    return kind == Kind.USER ? owners.deleteUser(of) : owners.deleteAccount(of);
  }

  private String sentence(String of, DeletionView deleted) {
    return kind == Kind.USER
        ? "Deleted user %s; keys deleted: %d.".formatted(of, deleted.keys())
        : "Deleted account %s; users deleted: %d, keys: %d, resources: %d."
            .formatted(of, deleted.users(), deleted.keys(), deleted.resources());
  }
}
