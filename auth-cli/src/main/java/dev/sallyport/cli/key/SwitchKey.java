package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands {@code keys activate}, {@code keys deactivate} and {@code keys toggle}. */
@Command(
    description = {"", "Running servers apply the change within their max-staleness.", ""},
    sortOptions = false)
public final class SwitchKey implements Runnable {
  @Mixin private final KeyArgument key = new KeyArgument();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final KeyChange.Switch change;
  private final CliContext context;

  private SwitchKey(KeyChange.Switch change, CliContext context) {
    this.change = change;
    this.context = context;
  }

  /** Returns the command for a change. */
  public static CommandLine command(KeyChange.Switch change, CliContext context) {
    CommandLine command = new CommandLine(new SwitchKey(change, context));
    String example = "  sallyport keys " + change.word();
    command
        .getCommandSpec()
        .name(change.word())
        .usageMessage()
        .header(header(change))
        .footer("", "Examples:", example + " 4f5e1d9c", example + " ci --reason 'ticket 4711'");
    return command;
  }

  /** Returns the description of one line. */
  public static String header(KeyChange.Switch change) {
    return switch (change) {
      case ACTIVATE -> "Activate a key. Has no effect on an active key.";
      case DEACTIVATE -> "Deactivate a key. Its token is denied until the key is activated again.";
      case TOGGLE -> "Deactivate an active key, or activate an inactive one.";
    };
  }

  @Override
  public void run() {
    new KeyChangeCommand(context, options)
        .apply(key.reference(), change, it -> it.active() ? "is active" : "is inactive");
  }
}
