package dev.sallyport.auth.cli;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lets {@code create_api_key --account_number} do as well as {@code create-api-key
 * --account-number}: the seed's commands were written so. Only names are touched, never values.
 */
final class Spelling {
  private final Set<String> commands;
  private final Set<String> options;

  Spelling(CommandLine tree) {
    this.commands = tree.getSubcommands().keySet();
    this.options =
        tree.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(Spelling::optionsOf)
            .collect(toSet());
  }

  private static Stream<String> optionsOf(CommandSpec command) {
    return command.optionsMap().keySet().stream();
  }

  /** The arguments with hyphens in the names of commands and options. */
  String[] withHyphens(String... args) {
    String[] spelled = args.clone();
    boolean expectsCommand = true;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      if (args[i].startsWith("--")) {
        spelled[i] = option(args[i]);
      } else if (expectsCommand && !args[i].startsWith("-")) {
        spelled[i] = command(args[i]);
        expectsCommand = spelled[i].equals("help");
      }
    }
    return spelled;
  }

  private String command(String arg) {
    String hyphened = arg.replace('_', '-');
    return commands.contains(hyphened) ? hyphened : arg;
  }

  private String option(String arg) {
    int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
    String hyphened = arg.substring(0, end).replace('_', '-');
    return options.contains(hyphened) ? hyphened + arg.substring(end) : arg;
  }
}
