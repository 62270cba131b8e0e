package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.sallyport.cli.connection.ConnectionHelp;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Program of the build that writes the AsciiDoc sources of the manual pages, one for each command,
 * and the completion script.
 */
final class ManualPages {
  private static final Map<String, String> EXIT_CODES =
      Map.of(
          "0", "Success.",
          "1", "Denied or not found; a finding of scan or audit verify.",
          "2", "Invalid argument or setting.",
          "3", "Database or server unavailable.",
          "4", "Internal error of the command.");

  private final String version;

  private ManualPages(String version) {
    this.version = version;
  }

  /**
   * Writes the files.
   *
   * @param args the version, the directory of the sources, and the completion script
   */
  public static void main(String... args) throws IOException {
    CliContext context =
        new CliContext(
            new Output(System.out, System.err),
            InputStream.nullInputStream(),
            Map.of(),
            Optional::empty,
            () -> Screen.NONE,
            Clock.systemUTC(),
            new Operator("build", "build"));
    CommandNode root = CommandTree.root(context);
    CommandSpec pages = new ManualPages(args[0]).page(root, CommandTree.build(context));
    int failed =
        ManPageGenerator.generateManPage(
            Path.of(args[1]).toFile(), null, new boolean[0], false, pages);
    Path completion = Path.of(args[2]);
    Files.createDirectories(completion.getParent());
    try (PrintStream out = new PrintStream(Files.newOutputStream(completion), false, UTF_8)) {
      failed += Main.run(out, System.err, InputStream.nullInputStream(), Map.of(), "completion");
    }
    if (failed != 0) {
      throw new IllegalStateException("the files of the distribution could not be written");
    }
  }

  private CommandSpec page(CommandNode node, CommandLine command) {
    CommandSpec known = command.getCommandSpec();
    CommandSpec page = CommandSpec.create().name(node.name()).version(version);
    options(known).forEach(page::addOption);
    known.positionalParameters().stream()
        .map(it -> PositionalParamSpec.builder(it).description(plain(it.description())).build())
        .forEach(page::addPositional);
    String header = node.header().isEmpty() ? "Manage API keys." : node.header();
    String[] description = known.usageMessage().description();
    List<String> examples = examples(node, known);
    page.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .customSynopsis(known.usageMessage().customSynopsis())
        .header(header.split("\\. |\\.$", 2)[0])
        .description(
            plain(String.join("", description).isEmpty() ? new String[] {header} : description))
        .exitCodeListHeading("Exit status")
        .exitCodeList(new TreeMap<>(EXIT_CODES))
        .footerHeading("Examples")
        .footer(examples.toArray(String[]::new));
    for (CommandNode child : node.children()) {
      if (!child.name().equals(ArgumentSpelling.HELP)) {
        CommandLine parser = requireNonNull(command.getSubcommands().get(child.name()));
        page.addSubcommand(child.name(), new CommandLine(page(child, parser)));
      }
    }
    new CommandLine(page);
    return page;
  }

  /** Returns the options; those of the connection have a page of their own. */
  private static Stream<OptionSpec> options(CommandSpec command) {
    return ConnectionHelp.options(command).stream()
        .map(it -> OptionSpec.builder(it).description(plain(it.description())).build());
  }

  /** Returns texts in which AsciiDoc finds no markup. */
  private static String[] plain(String... texts) {
    return Stream.of(texts)
        .map(text -> text.isEmpty() ? text : "pass:c[" + text.replace("]", "\\]") + "]")
        .toArray(String[]::new);
  }

  /** Returns the examples of the help as they are: the third part of that of a group. */
  private static List<String> examples(CommandNode node, CommandSpec command) {
    String text =
        node.help()
            .map(help -> help.split("\n\n", 4)[2])
            .orElseGet(() -> String.join("\n", command.usageMessage().footer()));
    String examples = text.strip().replaceFirst("^Examples:\n", "").stripIndent();
    return List.of("----", examples, "----");
  }
}
