package dev.sallyport.cli.owner;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Command that changes one account or user; {@link OwnerChange} defines each variant. */
@Command(sortOptions = false)
public final class ChangeOwner implements Runnable {
  /** Sentence of descriptions on when a change takes effect. */
  static final String SEEN = " Running servers apply the change within their max-staleness.";

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final OwnerChange change;
  private final PositionalParamSpec name;
  private final CliContext context;

  private ChangeOwner(OwnerChange change, CliContext context) {
    this.change = change;
    this.name = change.kind.parameter();
    this.context = context;
  }

  /** Returns the command for a change. */
  public static CommandLine command(OwnerChange change, CliContext context) {
    ChangeOwner owner = new ChangeOwner(change, context);
    CommandLine command = new CommandLine(owner);
    CommandSpec spec = command.getCommandSpec().name(change.verb()).addPositional(owner.name);
    String example =
        "  sallyport %s %s %s".formatted(change.kind.group(), change.verb(), change.kind.example);
    spec.usageMessage()
        .header(change.header)
        .description("", change.description, "")
        .footer("", "Examples:", example, example + " --reason 'ticket 4711'");
    return command;
  }

  @Override
  public void run() {
    String of = name.getValue();
    try (AdminClient client = options.open(context)) {
      context
          .output()
          .sentence(change.apply(client.owners(), of).orElseThrow(() -> change.kind.notFound(of)));
    }
  }
}
