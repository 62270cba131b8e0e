package dev.sallyport.benchmarks.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;

/**
 * Server side of a {@link ChildJvm}: reads commands from standard input and writes responses to
 * standard output.
 */
public final class Commands {
  public static final String OK = "ok ";

  /** Response to a command without a result. */
  public static final Map<String, Object> DONE = Map.of();

  private final Map<String, Command> commands = new HashMap<>();

  /** Executes a command and returns the result. */
  public interface Command {
    Map<String, Object> run(String argument) throws Exception;
  }

  public Commands on(String name, Command command) {
    commands.put(name, command);
    return this;
  }

  /** Writes the greeting, then serves commands until the input ends. */
  public void serve(Map<String, Object> greeting) throws IOException {
    PrintStream out = System.out;
    write(out, greeting);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ", 2);
      Command command = commands.get(parts[0]);
      try {
        if (command == null) {
          throw new IllegalArgumentException("unknown command '" + parts[0] + "'");
        }
        write(out, command.run(parts.length > 1 ? parts[1] : ""));
      } catch (Exception e) {
        out.println("failed: " + e);
      }
    }
  }

  /** Parses the arguments of a child's {@code main} and disables all logging of libraries. */
  public static Map<String, String> arguments(String[] args) {
    LogManager.getLogManager().reset();
    Map<String, String> values = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      values.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    return values;
  }

  /** Removes and returns an argument that is not a setting of Sallyport. */
  public static String take(Map<String, String> arguments, String name) {
    return requireNonNull(arguments.remove(name), name);
  }

  private static void write(PrintStream out, Map<String, Object> values) {
    out.println(
        OK
            + values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(joining(" ")));
    out.flush();
  }
}
