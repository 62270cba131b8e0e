package dev.sallyport.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Node of the tree of commands. Subcommands and parsers are expensive to create, so {@link #build}
 * creates those that the arguments name; the help of a group lists all by their headers.
 *
 * @param name the name of the command
 * @param header the description of one line
 * @param group the group, if this is one; null for a command that does something
 * @param parser creates the parser of the command without its subcommands
 */
record CommandNode(
    String name, String header, @Nullable Group group, Supplier<CommandLine> parser) {
  /**
   * Group of commands.
   *
   * @param help the help, with %s in the place of the list of commands
   * @param commands creates the commands
   */
  record Group(String help, Supplier<List<CommandNode>> commands) {}

  /** Returns a node for an annotated command. */
  static CommandNode of(Class<?> type, Supplier<Object> command) {
    Command annotation = type.getAnnotation(Command.class);
    return of(
        annotation.name(),
        String.join(" ", annotation.header()),
        () -> new CommandLine(command.get()));
  }

  /** Returns a node for a command that is created in code. */
  static CommandNode of(String name, String header, Supplier<CommandLine> parser) {
    return new CommandNode(name, header, null, parser);
  }

  /** Returns a node for a group of commands. */
  static CommandNode group(
      String name, String header, String example, Supplier<List<CommandNode>> commands) {
    String usage = "\nUsage: sallyport " + name + " COMMAND\n\nCommands:\n%s\nExamples:\n";
    String help = header + usage + "  sallyport " + name + " " + example;
    return group(name, header, new Group(help, commands));
  }

  /** Returns a node for a group of commands with its own help. */
  static CommandNode group(String name, String header, Group group) {
    return new CommandNode(name, header, group, () -> CommandGroup.parser(name));
  }

  /** Returns the subcommands. */
  List<CommandNode> children() {
    return group == null ? List.of() : group.commands.get();
  }

  /** Returns the subcommand with a name. */
  Optional<CommandNode> child(String word) {
    return children().stream().filter(it -> it.name.equals(word)).findFirst();
  }

  /** Returns the help of a group; empty for a command that does something. */
  Optional<String> help() {
    return Optional.ofNullable(group).map(it -> it.help.formatted(list()));
  }

  private String list() {
    return children().stream()
        .map(it -> "  " + it.name + " ".repeat(15 - it.name.length()) + it.header + "\n")
        .collect(Collectors.joining());
  }

  /** Returns the parser with all subcommands. */
  CommandLine build() {
    CommandLine command = parser.get();
    children().forEach(child -> command.addSubcommand(child.name, child.build()));
    return command;
  }

  /** Returns the parser with the subcommand that the words name, or with none. */
  CommandLine build(List<String> words) {
    CommandLine command = parser.get();
    if (!words.isEmpty()) {
      child(words.get(0))
          .ifPresent(
              it -> command.addSubcommand(it.name, it.build(words.subList(1, words.size()))));
    }
    return command;
  }
}
