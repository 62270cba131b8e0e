package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.owner.OwnerChange.Kind;
import dev.sallyport.key.Owner;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Commands {@code users delete} and {@code accounts delete}: delete an owner after confirmation.
 */
@Command(sortOptions = false)
public final class DeleteOwner implements Runnable {
  /** Name of the command in its group. */
  public static final String VERB = "delete";

  private static final String IN_A_SCRIPT =
      " The audit log is kept. Without a terminal, such as in a script, --yes is required."
          + ChangeOwner.SEEN;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ChangeOptions options = new ChangeOptions();

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
    CommandSpec spec = command.getCommandSpec().name(VERB).addPositional(deletion.name);
    String example = "  sallyport %s %s %s".formatted(kind.group(), VERB, kind.example);
    spec.usageMessage()
        .header(header(kind))
        .description("", description(kind), "")
        .footer("", "Examples:", example, example + " --yes --reason 'ticket 4711'");
    return command;
  }

  /** Returns the description of one line. */
  public static String header(Kind kind) {
    return kind == Kind.USER
        ? "Delete a user and the user's keys permanently, after confirmation."
        : "Delete an account, its users, keys and resources permanently, after confirmation.";
  }

  private static String description(Kind kind) {
    String consequence =
        kind == Kind.USER
            ? "The keys stay invalid even if a user with the same id is created later. Their"
                + " bindings to resources are deleted; a resource that requires no other keys stays"
                + " closed. To stop a user temporarily, use 'users deactivate'."
            : "To stop an account temporarily, use 'accounts deactivate'.";
    return consequence + IN_A_SCRIPT;
  }

  @Override
  public void run() {
    String of = name.getValue();
    confirmation.requirePossible(context);
    try (AdminClient client = options.open(context)) {
      OwnerClient owners = client.owners();
      Optional<Deletion> deletion =
          kind == Kind.USER
              ? new UserReference(of).find(owners).map(user -> ofUser(owners, user))
              : owners
                  .account(OwnerChange.accountId(of))
                  .map(account -> ofAccount(owners, account));
      deletion.ifPresent(it -> confirmation.require(context, it.question()));
      context
          .output()
          .sentence(deletion.flatMap(it -> it.run().get()).orElseThrow(() -> kind.notFound(of)));
    }
  }

  /**
   * Deletion of an existing owner.
   *
   * @param question the question of the prompt
   * @param run deletes the owner; returns a sentence about it, or empty if it no longer exists
   */
  private record Deletion(String question, Supplier<Optional<String>> run) {}

  private static Deletion ofUser(OwnerClient owners, Owner user) {
    return new Deletion(
        "Delete user %s and all keys permanently?".formatted(user),
        () ->
            owners
                .deleteUser(user)
                .map(it -> "Deleted user %s; keys deleted: %d.".formatted(user, it.keys())));
  }

  private static Deletion ofAccount(OwnerClient owners, AccountView account) {
    String id = account.accountId();
    return new Deletion(
        "Delete account %s and all its users, keys and resources permanently?".formatted(id),
        () ->
            owners
                .deleteAccount(id)
                .map(
                    it ->
                        "Deleted account %s; users deleted: %d, keys: %d, resources: %d."
                            .formatted(id, it.users(), it.keys(), it.resources())));
  }
}
