package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandsTest {
  private static final String MINE = "--account-number=" + ACCOUNT;

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void deactivatesActivatesAndDeletesKeys() {
    NewKey key = database.createKey();

    Cli.Run off = database.cli().ok("keys", "deactivate", key.id());
    assertThat(off.out()).contains(key.id(), "is inactive");
    assertThat(reason(key)).isEqualTo(DenialReason.KEY_INACTIVE);

    assertThat(database.cli().ok("keys", "activate", "--key_id", key.id()).out())
        .contains("is active");
    assertThat(database.authenticate(key.token(), Map.of())).isInstanceOf(Authenticated.class);

    assertThat(database.cli().ok("keys", "delete", key.id(), "--yes").out())
        .startsWith("Deleted API key");
    assertThat(reason(key)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void togglesFromEitherState() {
    NewKey key = database.createKey();

    assertThat(database.cli().ok("keys", "toggle", key.id()).out()).contains("is inactive");
    assertThat(database.cli().ok("keys", "toggle", key.id()).out()).contains("is active");
  }

  @Test
  void isIdempotent() {
    NewKey key = database.createKey();

    database.cli().ok("keys", "deactivate", key.id());
    assertThat(database.cli().ok("keys", "deactivate", key.id()).out()).contains("is inactive");
  }

  @Test
  void editsNameAndDescription() {
    NewKey key = database.createKey();

    database.cli().ok("keys", "edit", key.id(), "--name=new name");
    database.cli().ok("keys", "edit", "--key-id", key.id(), "--description=new description");

    JsonNode shown = database.cli().ok("keys", "show", key.id(), "--format", "json").json();
    assertThat(shown.path("name").asText()).isEqualTo("new name");
    assertThat(shown.path("description").asText()).isEqualTo("new description");
    assertThat(database.cli().ok("keys", "edit", key.id(), "--description=").exitCode()).isZero();
    assertThat(database.cli().run("keys", "edit", key.id(), "--name=").err())
        .contains("name must have 1 to");
    assertThat(database.cli().run("keys", "edit", key.id()).err()).contains("nothing to change");
  }

  @Test
  void showsAKeyWithoutAnythingSecret() {
    NewKey key = database.createKey("--name", "ci", "--description", "for CI", "--scope", "a,b");

    Cli.Run text = database.cli().ok("keys", "show", key.id());
    Cli.Run json = database.cli().ok("keys", "show", "--key-id", key.id(), "--format", "json");

    assertThat(text.out())
        .contains("key id       " + key.id())
        .contains("state        active")
        .contains("token        " + key.token().substring(0, 9) + "...")
        .contains("name         ci")
        .contains("owner        admin@" + ACCOUNT)
        .contains("scopes       a b")
        .contains("expires      never")
        .contains("ttl          -", "predecessor  -", "successor    -")
        .doesNotContain("overlap");
    assertThat(json.json().path("id").asText()).isEqualTo(key.id());
    for (Cli.Run run :
        new Cli.Run[] {text, json, database.cli().ok("keys", "list", "--format=json")}) {
      assertThat(run.out())
          .doesNotContain(key.token())
          .doesNotContain(database.query("select lookup_id from sallyport_key"))
          .doesNotContain(database.query("select digest from sallyport_key"))
          .doesNotContain("digest", "lookup");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys show",
        "keys activate",
        "keys deactivate",
        "keys toggle",
        "keys delete --yes",
        "keys rotate"
      })
  void reportsAMissingKey(String command) {
    String id = UUID.randomUUID().toString();

    Cli.Run run = database.cli().run(args(command.split(" "), id));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("Error: API key " + id + " not found; 'sallyport keys list' shows all keys.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys show",
        "keys activate",
        "keys deactivate",
        "keys toggle",
        "keys delete --yes",
        "keys edit --name=x",
        "keys rotate"
      })
  void doesNotPrintMalformedKeyIds(String command) {
    NewKey key = database.createKey();

    Cli.Run run = database.cli().run(args(command.split(" "), "--key-id", key.token()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("invalid key").doesNotContain(key.token());
  }

  @Test
  void requiresExactlyOneKeyId() {
    NewKey key = database.createKey();

    assertThat(database.cli().run("keys", "show").err()).contains("KEY is missing");
    assertThat(database.cli().run("keys", "show", key.id(), "--key-id", key.id()).err())
        .contains("twice");
    assertThat(database.cli().run("keys", "show", key.id(), key.id()).exitCode()).isEqualTo(2);
  }

  @Test
  void printsNoControlCharacters() {
    NewKey key = database.createKey();
    database.execute(
        "update sallyport_key set name = 'a' || char(27) || '[2Jb' || char(8238) || 'c' || char(10)"
            + " || 'd' || char(155)");

    String printed =
        database.cli().run("keys", "show", key.id()).out()
            + database.cli().run("keys", "list").out()
            + database.cli().run("keys", "list", "--format=json").out()
            + database.cli().run("keys", "deactivate", key.id());

    assertThat(printed).doesNotContain("\u001b", "\u202e", "\u009b");
  }

  private DenialReason reason(NewKey key) {
    return ((Denied) database.authenticate(key.token(), Map.of())).reason();
  }

  @Test
  void reportsAnEmptyList() {
    Cli.Run run = database.cli().ok(args("keys", "list", OWNER));

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("No keys found.\n");
  }

  @Test
  void listsATable() {
    database.createKey("--name", "n".repeat(200));
    NewKey off = database.createKey("--expires", "2100-01-01");
    database.cli().ok("keys", "deactivate", off.id());
    NewKey expired = database.createKey("--expires", "1h");
    database.execute(
        "update sallyport_key set expires_at = timestamp with time zone '2020-01-01 00:00:00+00'"
            + " where id = '%s'".formatted(expired.id()));

    Cli.Run run = database.cli().ok(args("keys", "list", OWNER));

    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0))
        .matches("KEY +STATE +NAME +TOKEN +OWNER +CREATED +LAST USED +EXPIRES");
    assertThat(run.lines().get(1)).contains(expired.id(), "expired", "2020-01-01");
    assertThat(run.lines().get(2)).contains(off.id(), "inactive", "2100-01-01", "admin@" + ACCOUNT);
    assertThat(run.lines().get(3)).contains("  active", "nnn", "never");
  }

  @Test
  void listsByOwnerStateAndPage() {
    NewKey first = database.createKey();
    NewKey second = database.createKey();
    database.cli().ok("keys", "deactivate", second.id());

    Cli cli = database.cli();
    assertThat(ids(cli.ok("keys", "list", MINE, "--format=json")))
        .containsExactly(second.id(), first.id());
    assertThat(ids(cli.ok("keys", "list", MINE, "--format=json", "--active")))
        .containsExactly(first.id());
    assertThat(ids(cli.ok("keys", "list", MINE, "--format=json", "--inactive")))
        .containsExactly(second.id());
    assertThat(ids(cli.ok("keys", "list", "--format=json", "--username=unknown"))).isEmpty();
    assertThat(ids(cli.ok(args("keys", "list", OWNER, "--format=JSON")))).hasSize(2);
    assertThat(ids(cli.ok("keys", "list", "--format=json", "--account_number=0000-0000-0000")))
        .isEmpty();

    Cli.Run page = cli.ok("keys", "list", MINE, "--format=json", "--page=2", "--size=1");
    assertThat(ids(page)).containsExactly(first.id());
    assertThat(page.json().path("page").asInt()).isEqualTo(2);
    assertThat(page.json().path("total").asInt()).isEqualTo(2);
    assertThat(cli.ok("keys", "list", MINE, "--size=1").err()).isEqualTo("1 more; see --page 2.\n");
    assertThat(cli.ok("keys", "list", MINE, "--page=9").err())
        .contains("No keys on this page; 2 in total");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--page=0",
        "--size=0",
        "--size=501",
        "--page=x",
        "--format=xml",
        "--account-number=\u0007",
        "--active --inactive"
      })
  void rejectsInvalidListOptions(String options) {
    Cli.Run run = database.cli().run(args("keys", "list", options.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
  }

  private static Iterable<String> ids(Cli.Run run) {
    return run.json().path("items").findValuesAsText("id");
  }
}
