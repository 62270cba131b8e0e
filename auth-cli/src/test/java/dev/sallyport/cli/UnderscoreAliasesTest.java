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

class UnderscoreAliasesTest {
  private final UnderscoreAliases spelling =
      new UnderscoreAliases(
          CommandTree.build(
              new CliContext(
                  new Output(
                      new PrintStream(PrintStream.nullOutputStream()),
                      new PrintStream(PrintStream.nullOutputStream())),
                  InputStream.nullInputStream(),
                  Map.of(),
                  Optional.empty(),
                  Screen.NONE,
                  Clock.systemUTC(),
                  new Operator("tester", ""))));

  @ParameterizedTest
  @CsvSource({
    "create_api_key --account_number 1, create-api-key --account-number 1",
    "help create_api_key, help create-api-key",
    "whoami --api_key=a_b, whoami --api-key=a_b",
    "show --key_id x_y, show --key-id x_y",
    "rename create_api_key import_knox, rename create_api_key import_knox",
    "rename -- --key_id x, rename -- --key_id x",
    "list --no_such, list --no_such",
    "deactivate_user a_b --reason c_d, deactivate-user a_b --reason c_d",
    "purge --older_than=1d, purge --older-than=1d",
    "audit list --key a_b, audit list --key a_b",
    "audit ver_ify, audit ver_ify",
    "help audit ver_ify, help audit ver_ify",
    "no_such --db_url x, no_such --db-url x"
  })
  void convertsOnlyNames(String typed, String meant) {
    assertThat(spelling.withHyphens(typed.split(" "))).isEqualTo(args((Object) meant.split(" ")));
  }
}
