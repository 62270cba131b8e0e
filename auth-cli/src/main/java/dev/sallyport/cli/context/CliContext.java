package dev.sallyport.cli.context;

import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the command finds where it runs.
 *
 * @param output where it writes
 * @param input standard input
 * @param environment the environment variables
 * @param terminal somebody to ask; empty in a script
 * @param screen what it is shown on
 * @param clock what time it is
 * @param operator who runs it, and on which machine
 */
public record CliContext(
    Output output,
    InputStream input,
    Map<String, String> environment,
    Optional<Terminal> terminal,
    Screen screen,
    Clock clock,
    Operator operator) {
  /** The name of the command. */
  public static final String COMMAND = "sallyport";

  /** A variable of the environment; empty if it is not set or blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }
}
