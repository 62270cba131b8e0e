package dev.sallyport.benchmarks.load;

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

/** The other end of a {@link ChildJvm}: reads commands from the input, answers on the output. */
final class Commands {
  static final String OK = "ok ";

  /** The answer to a command that has nothing to tell. */
  static final Map<String, Object> DONE = Map.of();

  private final Map<String, Command> commands = new HashMap<>();

  /** Does something, and tells what came of it. */
  interface Command {
    Map<String, Object> run(String argument) throws Exception;
  }

  Commands on(String name, Command command) {
    commands.put(name, command);
    return this;
  }

  /** Says that it is ready, then serves until the input ends. */
  void serve(Map<String, Object> greeting) throws IOException {
    PrintStream out = System.out;
    say(out, greeting);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ", 2);
      Command command = commands.get(parts[0]);
      try {
        if (command == null) {
          throw new IllegalArgumentException("there is no such command");
        }
        say(out, command.run(parts.length > 1 ? parts[1] : ""));
      } catch (Exception e) {
        out.println("failed: " + e);
      }
    }
  }

  /** The arguments of a child's {@code main}. From here on no library logs anything. */
  static Map<String, String> arguments(String[] args) {
    LogManager.getLogManager().reset();
    Map<String, String> values = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      values.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    return values;
  }

  /** Takes one away that is not a setting of Sallyport. */
  static String take(Map<String, String> arguments, String name) {
    return requireNonNull(arguments.remove(name), name);
  }

  private static void say(PrintStream out, Map<String, Object> values) {
    out.println(
        OK
            + values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(joining(" ")));
    out.flush();
  }
}
