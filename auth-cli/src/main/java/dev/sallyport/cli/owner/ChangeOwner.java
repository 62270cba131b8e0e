package dev.sallyport.cli.owner;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code activate-user} and its like, which differ by their {@link OwnerChange} only. */
@Command(sortOptions = false)
public final class ChangeOwner implements Callable<Integer> {
  /** To follow what a change does to keys. */
  static final String SEEN =
      " A running server in another process sees it within its max-staleness.";

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final OwnerChange change;
  private final PositionalParamSpec name;
  private final CliContext surroundings;

  private ChangeOwner(OwnerChange change, CliContext surroundings) {
    this.change = change;
    this.name = change.kind.parameter();
    this.surroundings = surroundings;
  }

  public static CommandLine command(OwnerChange change, CliContext surroundings) {
    ChangeOwner owner = new ChangeOwner(change, surroundings);
    CommandLine command = new CommandLine(owner);
    CommandSpec spec = command.getCommandSpec().name(change.command()).addPositional(owner.name);
    String example = "  sallyport " + change.command() + " " + change.kind.example;
    spec.usageMessage()
        .header(change.header)
        .description("", change.description, "")
        .footer("", "Examples:", example, example + " --reason 'ticket 4711'");
    return command;
  }

  @Override
  public Integer call() {
    String of = name.getValue();
    AuditContext by = reason.by(surroundings);
    Optional<String> sentence;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      sentence = change.apply(backoffice.owners(), of);
    }
    if (sentence.isEmpty()) {
      surroundings.output().error(change.kind.notFound(of));
      return ExitCode.REFUSED;
    }
    surroundings.output().result(PrintableText.line(sentence.get()));
    return ExitCode.DONE;
  }
}
