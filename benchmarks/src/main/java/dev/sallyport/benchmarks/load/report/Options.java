package dev.sallyport.benchmarks.load.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

/**
 * Options of a program, {@code --name value}, with defaults. All programs also accept {@code
 * --settings "name=value;name=value"} with settings for every Sallyport instance.
 */
public final class Options {
  private static final String SETTINGS = "settings";

  private final Class<?> program;
  private final List<String> given;
  private final Map<String, String> values;

  private Options(Class<?> program, List<String> given, Map<String, String> values) {
    this.program = program;
    this.given = given;
    this.values = values;
  }

  /** Parses the options. Prints the usage and exits the JVM if one is unknown. */
  public static Options parse(Class<?> program, Map<String, String> defaults, String[] args) {
    LogManager.getLogManager().reset(); // only the tables are printed
    Map<String, String> values = new TreeMap<>(defaults);
    values.put(SETTINGS, "");
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].replaceFirst("^--", "");
      if (!values.containsKey(name) || i + 1 == args.length) {
        System.err.println("usage: " + program.getSimpleName());
        values.forEach((known, text) -> System.err.printf("  --%s '%s'%n", known, text));
        System.exit(2);
      }
      values.put(name, args[i + 1]);
    }
    return new Options(program, List.copyOf(Arrays.asList(args)), values);
  }

  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Unknown option: " + name);
    }
    return value;
  }

  public int number(String name) {
    return Integer.parseInt(text(name).replace("_", ""));
  }

  public List<String> list(String name) {
    return Arrays.stream(text(name).split(",", -1)).map(String::strip).toList();
  }

  /** Returns the settings that override those of the program. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String pair : text(SETTINGS).split(";", -1)) {
      if (!pair.isBlank()) {
        String[] parts = pair.strip().split("=", 2);
        settings.put(parts[0], parts[1]);
      }
    }
    return settings;
  }

  /** Returns the command that repeats this measurement. */
  public String command() {
    StringBuilder command = new StringBuilder("java -cp benchmarks/target/benchmarks.jar ");
    command.append(program.getName());
    for (String arg : given) {
      command.append(' ').append(arg.matches("[A-Za-z0-9_.,:=+-]+") ? arg : "'" + arg + "'");
    }
    return command.toString();
  }
}
