package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests docs/reference/cli.md against the help of the command. */
class CommandReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/cli.md");
  private static final String INTRODUCTION =
      """
      # The command

      The help of each command of `sallyport`. [The guide](../guide/cli.md) says how they work together.
      """;

  private final Cli cli = new Cli().with("COLUMNS", "100");

  /** With {@code -Dcli.reference.write=true} the page is written anew. */
  @Test
  void hasTheHelpOfEveryCommand() throws Exception {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    CliContext context =
        new CliContext(
            new Output(System.out, System.err),
            InputStream.nullInputStream(),
            Map.of(),
            Optional::empty,
            () -> Screen.NONE,
            Clock.systemUTC(),
            new Operator("tester", "workbench"));
    append(page, CommandTree.root(context), "", "#");
    assertThat(page).contains("\n#### `sallyport keys rotate`\n");
    if (Boolean.getBoolean("cli.reference.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reference/cli.md; -Dcli.reference.write=true writes it")
        .isEqualTo(page.toString());
  }

  private void append(StringBuilder page, CommandNode node, String words, String heading) {
    String help = cli.ok((words + " --help").strip().split(" ")).out().stripTrailing();
    page.append("\n#%s `sallyport%s`\n\n```\n%s\n```\n".formatted(heading, words, help));
    for (CommandNode child : node.children()) {
      if (!child.name().equals(ArgumentSpelling.HELP)) {
        append(page, child, words + " " + child.name(), heading + "#");
      }
    }
  }
}
