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
        "list --account-number 3141-5926-5359",
        "show KEY",
        "list-resources --account-number 3141-5926-5359",
        "audit list --key KEY"
      })
  void writesTheSameInYamlAsInJson(String command) throws Exception {
    NewKey key = database.createKey("--name=no", "--description=1e3: 'Schlüssel' 🗝");
    database.cli().ok("create-resource", "--account-number", ACCOUNT, "--name=true");
    String[] words = command.replace("KEY", key.id()).split(" ");

    JsonNode json = database.cli().ok(args(words, "--format=json")).json();
    Cli.Run yaml = database.cli().ok(args(words, "--format=yaml"));

    assertThat(new YAMLMapper().readTree(yaml.out())).isEqualTo(json);
    assertThat(yaml.out()).matches("(?s)[ -~\\n]+").doesNotContain("--- ");
  }

  @Test
  void showsANewTokenInYamlToo() throws Exception {
    Cli.Run run = database.cli().ok(args("create-api-key", OWNER, "--format=yaml"));

    assertThat(new YAMLMapper().readTree(run.out()).path("token").asText()).matches("sp_\\w{61}");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 100, 200})
  void fitsTheWidthAndNeverCutsTheId(int width) {
    NewKey key = database.createKey("--name", "n".repeat(255), "--expires=2100-01-01");

    Cli.Run run = database.cli().on(new Screen(width, false, false)).ok(args("list", OWNER));

    assertThat(run.lines()).hasSize(2).allMatch(line -> line.length() <= Math.max(width, 36));
    assertThat(run.lines().get(1)).startsWith(key.id());
    assertThat(run.out().contains("EXPIRES")).isEqualTo(width >= 100);
    assertThat(run.out().contains("CREATED")).isEqualTo(width >= 200);
  }

  @Test
  void givesUnusedWidthBackToNames() {
    database.createKey("--name", "n".repeat(255));

    Cli.Run run = database.cli().on(new Screen(80, false, false)).ok(args("list", OWNER));

    assertThat(run.lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.lines().get(1)).contains("nnnnnnn...");
  }

  @Test
  void coloursStatesOnTerminalsOnly() {
    NewKey key = database.createKey();

    Cli.Run plain = database.cli().ok(args("list", OWNER));
    Cli.Run coloured = database.cli().on(new Screen(120, true, false)).ok(args("list", OWNER));
    Cli.Run json = database.cli().ok(args("list", OWNER, "--format=json"));

    assertThat(coloured.out()).contains(key.id() + "  \u001b[32mactive\u001b[");
    assertThat(coloured.out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain.out());
    assertThat(plain.out() + json.out()).doesNotContain("\u001b");
  }

  @Test
  void treatsPipesAsNoScreen() {
    assertThat(Screen.ofThisProcess(Map.of())).isEqualTo(Screen.NONE);
    assertThat(Screen.ofThisProcess(Map.of("TERM", "dumb"))).isEqualTo(Screen.NONE);
    // The build redirects standard output, also if it is started on a terminal.
    assertThat(Screen.ofThisProcess(Map.of("TERM", "xterm", "COLUMNS", "99")).colours()).isFalse();
  }
}
