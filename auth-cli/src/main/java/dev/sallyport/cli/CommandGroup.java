package dev.sallyport.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Parser of a command that only has subcommands, whose help {@link CommandNode#help} is. */
@Command(sortOptions = false)
final class CommandGroup {
  private CommandGroup() {}

  /** Returns the parser without its subcommands. */
  static CommandLine parser(String name) {
    CommandLine parser = new CommandLine(new CommandGroup());
    parser.getCommandSpec().name(name);
    return parser;
  }
}
