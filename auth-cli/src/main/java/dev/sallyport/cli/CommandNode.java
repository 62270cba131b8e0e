package dev.sallyport.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Node of the tree of commands. Parsers of commands are expensive to create, so {@link #build}
 * creates the one that the arguments name; other nodes get stubs, which the help lists.
 *
 * @param name the name of the command
 * @param headers the description of one line
 * @param children the subcommands; empty for a command that does something
 * @param parser creates the parser of the command without its subcommands
 */
record CommandNode(
    String name, List<String> headers, List<CommandNode> children, Supplier<CommandLine> parser) {
  CommandNode {
    headers = List.copyOf(headers);
    children = List.copyOf(children);
  }

  /** Returns a node for an annotated command. */
  static CommandNode of(Class<?> type, Supplier<Object> command) {
    Command annotation = type.getAnnotation(Command.class);
    return new CommandNode(
        annotation.name(),
        List.of(annotation.header()),
        List.of(),
        () -> new CommandLine(command.get()));
  }

  /** Returns a node for a command that is created in code. */
  static CommandNode of(String name, String header, Supplier<CommandLine> parser) {
    return new CommandNode(name, List.of(header), List.of(), parser);
  }

  /** Returns a node for a group of commands. */
  static CommandNode group(String name, String header, String example, CommandNode... children) {
    return new CommandNode(
        name, List.of(header), List.of(children), () -> CommandGroup.parser(name, header, example));
  }

  /** Returns the subcommand with a name. */
  Optional<CommandNode> child(String word) {
    return children.stream().filter(it -> it.name.equals(word)).findFirst();
  }

  /** Returns the parser with all subcommands. */
  CommandLine build() {
    CommandLine command = parser.get();
    children.forEach(child -> command.addSubcommand(child.name, child.build()));
    return command;
  }

  /** Returns the parser with the subcommand that the words name, or stubs of all subcommands. */
  CommandLine build(List<String> words) {
    CommandLine command = parser.get();
    Optional<CommandNode> named = words.isEmpty() ? Optional.empty() : child(words.get(0));
    if (named.isPresent()) {
      List<String> rest = words.subList(1, words.size());
      command.addSubcommand(named.get().name, named.get().build(rest));
    } else {
      children.forEach(child -> command.addSubcommand(child.name, child.stub()));
    }
    return command;
  }

  private CommandLine stub() {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().header(headers.toArray(String[]::new));
    return new CommandLine(spec);
  }
}
