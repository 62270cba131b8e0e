package dev.sallyport.cli;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * Converter of names with underscores, such as {@code create_api_key --account_number}, to names
 * with hyphens, such as {@code create-api-key --account-number}.
 *
 * <p>Smarter's commands were written with underscores. Only names of commands and options are
 * converted, never values.
 */
final class UnderscoreAliases {
  private final CommandLine tree;
  private final Set<String> options = new HashSet<>();

  UnderscoreAliases(CommandLine tree) {
    this.tree = tree;
    collectOptions(tree);
  }

  private void collectOptions(CommandLine command) {
    options.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(this::collectOptions);
  }

  /** Returns the arguments with hyphens in the names of commands and options. */
  String[] withHyphens(String... args) {
    String[] converted = args.clone();
    Map<String, CommandLine> commands = tree.getSubcommands();
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      if (args[i].startsWith("--")) {
        converted[i] = option(args[i]);
      } else if (!commands.isEmpty() && !args[i].startsWith("-")) {
        converted[i] = command(args[i], commands);
        commands = commandsAfter(converted[i], commands);
      }
    }
    return converted;
  }

  private static String command(String arg, Map<String, CommandLine> commands) {
    String hyphened = arg.replace('_', '-');
    return commands.containsKey(hyphened) ? hyphened : arg;
  }

  private static Map<String, CommandLine> commandsAfter(
      String command, Map<String, CommandLine> commands) {
    if (command.equals("help")) {
      return commands;
    }
    CommandLine next = commands.get(command);
    return next == null ? Map.of() : next.getSubcommands();
  }

  private String option(String arg) {
    int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
    String hyphened = arg.substring(0, end).replace('_', '-');
    return options.contains(hyphened) ? hyphened + arg.substring(end) : arg;
  }
}
