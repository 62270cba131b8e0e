package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Screen;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentSpellingTest {
  private final CliContext context =
      new CliContext(
          new Output(
              new PrintStream(PrintStream.nullOutputStream()),
              new PrintStream(PrintStream.nullOutputStream())),
          InputStream.nullInputStream(),
          Map.of(),
          Optional::empty,
          () -> Screen.NONE,
          Clock.systemUTC(),
          new Operator("tester", ""));

  @ParameterizedTest
  @CsvSource({
    "create_api_key --account_number 1, keys create --account 1",
    "create-api-key --username=ada, keys create --user=ada",
    "add_api_key --key_id x_y --name a_b, bindings add --key-id x_y --name a_b",
    "help create_api_key, keys create --help",
    "help, --help",
    "help audit ver_ify, audit ver_ify",
    "whoami --api_key=a_b, whoami --api-key=a_b",
    "keys show --key_id x_y, keys show --key-id x_y",
    "keys edit create_api_key --name set_password, keys edit create_api_key --name set_password",
    "keys edit -- --key_id x, keys edit -- --key_id x",
    "keys list --no_such, keys list --no_such",
    "users set_password a_b --reason c_d, users set-password a_b --reason c_d",
    "keys purge --older_than=1d, keys purge --older-than=1d",
    "audit list --key a_b, audit list --key a_b",
    "no_such --db_url x, no_such --db_url x"
  })
  void convertsOnlyNames(String typed, String meant) {
    CommandNode root = CommandTree.root(context);
    ArgumentSpelling spelling = ArgumentSpelling.of(root, typed.split(" "));

    assertThat(spelling.argumentsOf(CommandTree.build(context, root, spelling.words())))
        .isEqualTo(args((Object) meant.split(" ")));
  }
}
