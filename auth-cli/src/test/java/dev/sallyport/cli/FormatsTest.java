package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.cli.output.Screen;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys list --account-number 3141-5926-5359",
        "keys show KEY",
        "resources list --account-number 3141-5926-5359",
        "audit list --key KEY"
      })
  void writesTheSameInYamlAsInJson(String command) throws Exception {
    NewKey key = database.createKey("--name=no", "--description=1e3: 'Schlüssel' 🗝");
    database.cli().ok("resources", "create", "--account-number", ACCOUNT, "--name=true");
    String[] words = command.replace("KEY", key.id()).split(" ");

    JsonNode json = database.cli().ok(args(words, "--format=json")).json();
    Cli.Run yaml = database.cli().ok(args(words, "--format=yaml"));

    assertThat(new YAMLMapper().readTree(yaml.out())).isEqualTo(json);
    assertThat(yaml.out()).matches("(?s)[ -~\\n]+").doesNotContain("--- ");
  }

  @Test
  void showsANewTokenInYamlToo() throws Exception {
    Cli.Run run = database.cli().ok(args("keys", "create", OWNER, "--format=yaml"));

    assertThat(new YAMLMapper().readTree(run.out()).path("token").asText()).matches("sp_\\w{61}");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 100, 200})
  void fitsTheWidthOfATerminalAndNeverLeavesTheIdOut(int width) {
    NewKey key = database.createKey("--name", "n".repeat(255), "--expires=2100-01-01");

    Cli.Run run =
        database.cli().on(new Screen(width, true, false, false)).ok(args("keys", "list", OWNER));

    assertThat(run.lines()).hasSize(2).allMatch(line -> line.length() <= width);
    assertThat(run.lines().get(1)).startsWith(key.id().substring(0, 8) + "  ");
    assertThat(run.out().contains("EXPIRES")).isEqualTo(width >= 60);
    assertThat(run.out().contains("CREATED")).isEqualTo(width >= 80);
    assertThat(run.out().contains(key.token().substring(0, 9) + "...")).isEqualTo(width >= 80);
    assertThat(run.out()).doesNotContain(key.token().substring(0, 10));
  }

  @Test
  void givesUnusedWidthBackToNames() {
    database.createKey("--name", "n".repeat(255));

    Cli.Run run =
        database.cli().on(new Screen(80, true, false, false)).ok(args("keys", "list", OWNER));

    assertThat(run.lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.lines().get(1)).contains("nnnnnnn...");
  }

  @Test
  void coloursStatesOnTerminalsOnly() {
    NewKey key = database.createKey();

    Cli.Run plain = database.cli().ok(args("keys", "list", OWNER));
    Cli.Run coloured =
        database.cli().on(new Screen(120, true, true, false)).ok(args("keys", "list", OWNER));
    Cli.Run json = database.cli().ok(args("keys", "list", OWNER, "--format=json"));

    assertThat(coloured.out()).contains(key.id().substring(0, 8) + "  \u001b[32mactive\u001b[");
    assertThat(plain.out() + json.out()).doesNotContain("\u001b");
  }

  @Test
  void cutsNothingInAPipe() {
    String name = "n".repeat(255);
    NewKey key = database.createKey("--name", name, "--expires=2100-01-01T00:00:00Z");

    Cli.Run run = database.cli().ok(args("keys", "list", OWNER));

    String hint = key.token().substring(0, 9) + "...";
    assertThat(run.lines().get(1))
        .startsWith(key.id() + "  active  " + name + "  " + hint + "  admin@" + ACCOUNT + "  ")
        .endsWith("  never      2100-01-01T00:00:00Z");
  }

  @Test
  void showsTimesAndAccountsShortlyOnATerminal() {
    NewKey key = database.createKey("--expires=10d");
    Cli terminal = database.cli().on(new Screen(120, true, false, false));

    assertThat(terminal.ok(args("keys", "list", OWNER)).lines().get(1))
        .containsPattern("  admin  +now +never +in (9|10) d$")
        .doesNotContain("@" + ACCOUNT);
    assertThat(terminal.ok("keys", "show", key.id()).out())
        .containsPattern("expires +\\S+Z \\(in (9|10) d\\)\n");
    database.cli().ok("accounts", "create", "--account=other");
    database
        .cli()
        .ok("users", "create", "--account=other", "--user=bo", "--staff", "--no-password");
    database.cli().ok("keys", "create", "--user=bo");
    assertThat(terminal.ok("keys", "list").out()).contains("bo@other", "admin@" + ACCOUNT);
  }

  @Test
  void treatsPipesAsNoScreen() {
    assertThat(Screen.ofThisProcess(Map.of()).get()).isEqualTo(Screen.NONE);
    assertThat(Screen.ofThisProcess(Map.of("TERM", "dumb")).get()).isEqualTo(Screen.NONE);
    // The build redirects standard output, also if it is started on a terminal.
    Screen redirected = Screen.ofThisProcess(Map.of("TERM", "xterm", "COLUMNS", "99")).get();
    assertThat(redirected.isTerminal()).isFalse();
    assertThat(redirected.width()).isEqualTo(Screen.NONE.width());
  }
}
