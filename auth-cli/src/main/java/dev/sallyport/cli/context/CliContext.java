package dev.sallyport.cli.context;

import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Environment in which the command runs.
 *
 * @param output standard output and standard error
 * @param input standard input
 * @param environment the environment variables
 * @param console finds the terminal for prompts; empty in a script
 * @param display finds out the width and capabilities of the display, which takes time
 * @param clock the clock of this machine
 * @param operator the operating system's user and the machine
 */
public record CliContext(
    Output output,
    InputStream input,
    Map<String, String> environment,
    Supplier<Optional<Terminal>> console,
    Supplier<Screen> display,
    Clock clock,
    Operator operator) {
  /** The name of the command. */
  public static final String COMMAND = "sallyport";

  /** Returns the terminal for prompts; empty in a script. */
  public Optional<Terminal> terminal() {
    return console.get();
  }

  /** Returns the width and capabilities of the display. */
  public Screen screen() {
    return display.get();
  }

  /** Returns an environment variable without surrounding blanks; empty if unset or blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }
}
