package dev.sallyport.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/**
 * Spelling of arguments: names with underscores, the names that Smarter's commands have, and {@code
 * help COMMAND} for {@code COMMAND --help}.
 *
 * <p>Only names of commands and options are converted, never values.
 *
 * @param arguments the arguments with the names of this command
 * @param words the names of commands at the start of the arguments
 */
record ArgumentSpelling(List<String> arguments, List<String> words) {
  static final String HELP = "help";

  /** Smarter's commands, which scripts call as {@code create_api_key} and {@code add_api_key}. */
  private static final Map<String, List<String>> COMMANDS_OF_SMARTER =
      Map.of(
          "create-api-key", List.of("keys", "create"), "add-api-key", List.of("bindings", "add"));

  private static final Map<String, String> OPTIONS_OF_SMARTER =
      Map.of("--account-number", "--account", "--username", "--user");

  private static final Set<String> HELP_OPTIONS = Set.of("-h", "--help");

  /** What follows is not needed to show the help, or is a value. */
  private static final Set<String> ENDS_OF_WORDS = Set.of("--", "-h", "--help");

  ArgumentSpelling {
    arguments = List.copyOf(arguments);
    words = List.copyOf(words);
  }

  /** Returns the spelling of a command line. */
  static ArgumentSpelling of(CommandNode root, String... args) {
    List<String> given = new ArrayList<>(Arrays.asList(args));
    boolean isHelp = !given.isEmpty() && given.get(0).equals(HELP);
    if (isHelp) {
      given.remove(0);
    }
    if (!given.isEmpty()) {
      List<String> own = COMMANDS_OF_SMARTER.get(hyphened(given.get(0)));
      if (own != null) {
        given.remove(0);
        given.addAll(0, own);
      }
    }
    List<String> words = new ArrayList<>();
    Optional<CommandNode> node = Optional.of(root);
    for (int i = 0; i < given.size() && !ENDS_OF_WORDS.contains(given.get(i)); i++) {
      String argument = given.get(i);
      if (!argument.startsWith("-")) {
        Optional<CommandNode> next = node.flatMap(it -> it.child(hyphened(argument)));
        next.ifPresent(it -> words.add(it.name()));
        if (next.isPresent()) {
          given.set(i, next.get().name());
        }
        node = next;
      }
    }
    return new ArgumentSpelling(isHelp ? helpOf(words, given, node) : given, words);
  }

  /** Returns the request for help, or unknown words for the parser to reject. */
  private static List<String> helpOf(
      List<String> words, List<String> given, Optional<CommandNode> last) {
    boolean isUnknown = last.isEmpty() && given.size() > words.size();
    List<String> arguments = new ArrayList<>(isUnknown ? given : words);
    if (!isUnknown) {
      arguments.add("--help");
    }
    return arguments;
  }

  private static String hyphened(String name) {
    return name.replace('_', '-');
  }

  /**
   * Returns the help of a group of commands if nothing else is asked for. Loading the parser would
   * take several times as long.
   */
  Optional<String> helpOfGroup(CommandNode root) {
    CommandNode node = root;
    for (String word : words) {
      node = node.child(word).orElseThrow();
    }
    List<String> rest = arguments.subList(words.size(), arguments.size());
    boolean isHelp =
        arguments.subList(0, words.size()).equals(words)
            && (rest.isEmpty() || HELP_OPTIONS.contains(rest.get(0)));
    return isHelp ? node.help() : Optional.empty();
  }

  /** Returns the arguments for a parser, with hyphens in the names of its options. */
  String[] argumentsOf(CommandLine parser) {
    Set<String> options = new HashSet<>();
    collectOptions(parser, options);
    List<String> spelled = new ArrayList<>(arguments);
    int end = spelled.contains("--") ? spelled.indexOf("--") : spelled.size();
    spelled.subList(0, end).replaceAll(argument -> option(argument, options));
    return spelled.toArray(String[]::new);
  }

  private static void collectOptions(CommandLine command, Set<String> options) {
    options.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(it -> collectOptions(it, options));
  }

  private static String option(String argument, Set<String> options) {
    if (!argument.startsWith("-")) {
      return argument; // a value
    }
    int end = argument.indexOf('=') < 0 ? argument.length() : argument.indexOf('=');
    String hyphened = hyphened(argument.substring(0, end));
    String name = OPTIONS_OF_SMARTER.getOrDefault(hyphened, hyphened);
    return options.contains(name) ? name + argument.substring(end) : argument;
  }
}
