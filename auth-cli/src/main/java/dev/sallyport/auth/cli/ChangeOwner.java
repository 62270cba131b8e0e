package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code activate-user} and its like, which differ by their {@link OwnerChange} only. */
@Command(sortOptions = false)
final class ChangeOwner implements Callable<Integer> {
  /** To follow what a change does to keys. */
  static final String SEEN =
      " A running server in another process sees it within its max-staleness.";

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final Place place = new Place();

  private final OwnerChange change;
  private final PositionalParamSpec name;
  private final Surroundings surroundings;

  private ChangeOwner(OwnerChange change, Surroundings surroundings) {
    this.change = change;
    this.name = change.kind.parameter();
    this.surroundings = surroundings;
  }

  static CommandLine command(OwnerChange change, Surroundings surroundings) {
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
    Attribution by = reason.by(surroundings);
    Optional<String> sentence;
    try (Backoffice backoffice = place.open(surroundings, by)) {
      sentence = change.apply(backoffice.owners(), of);
    }
    if (sentence.isEmpty()) {
      surroundings.output().error(change.kind.notFound(of));
      return ExitCode.REFUSED;
    }
    surroundings.output().result(Printable.line(sentence.get()));
    return ExitCode.DONE;
  }
}
