package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what differs through a server: the actor, permissions and the choice of the server. */
class ServerModeTest {
  @TempDir static Path folder;
  @AutoClose private static TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeAll
  static void start() {
    database = TestDatabase.withOwner(folder).behindAServer();
  }

  @BeforeEach
  void reset() {
    database.reset();
  }

  @Test
  void printsTheSameAsOnTheDatabase() {
    NewKey key = database.createKey("--ttl=30d", "--scope=a:b", "--network=192.0.2.0/24");
    String successor =
        database
            .cli()
            .ok("keys", "rotate", key.id(), "--from-first-use", "--format=json")
            .json()
            .at("/key/id")
            .asText();
    database.cli().ok("resources", "create", "--account-number", ACCOUNT, "--name=bot");
    Cli itself = new Cli().with("SALLYPORT_DB_URL", database.url());

    for (String command :
        new String[] {
          "keys show KEY",
          "keys show SUCCESSOR",
          "keys list --account-number " + ACCOUNT,
          "resources list --account-number " + ACCOUNT,
          "audit list --key KEY",
          "audit list --limit 1000"
        }) {
      String[] words = command.replace("KEY", key.id()).replace("SUCCESSOR", successor).split(" ");
      for (String format : new String[] {"table", "json", "yaml"}) {
        assertThat(database.cli().ok(args(words, "--format", format)))
            .isEqualTo(itself.ok(args(words, "--format", format)));
      }
    }
  }

  @Test
  void listsResourcesOfAllPages() {
    String rows =
        IntStream.rangeClosed(1, 1000)
            .mapToObj("('bot/%04d', '%%s')"::formatted)
            .collect(joining(", "))
            .replace("%s", ACCOUNT);
    database.execute("insert into sallyport_resource (resource_id, account_id) values " + rows);

    JsonNode all =
        database.cli().ok("resources", "list", "--account-number", ACCOUNT, "--format=json").json();

    assertThat(all.findValuesAsText("name")).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void logsTheKeyAndTheReason() {
    NewKey key = database.createKey();
    database.cli().ok("keys", "deactivate", key.id(), "--reason=left the team; 100% & more");

    JsonNode last =
        database
            .cli()
            .ok("audit", "list", "--key", key.id(), "--limit=1", "--format=json")
            .json()
            .path("items")
            .path(0);

    assertThat(last.path("actor").asText()).startsWith("key:");
    assertThat(last.path("reason").asText()).isEqualTo("left the team; 100% & more");
  }

  @Test
  void readsTheKeyFromAPromptOrStandardInput() {
    String key = database.server().key().reveal();
    Cli cli = new Cli().with("SALLYPORT_URL", database.server().url());
    ScriptedTerminal terminal = new ScriptedTerminal(key);

    assertThat(cli.asking(terminal, "keys", "list").exitCode()).isZero();
    assertThat(terminal.questions()).containsExactly("API key:");
    assertThat(cli.piped(key + "\n", "keys", "list").exitCode()).isZero();
    assertThat(cli.piped("", "keys", "list").exitCode()).isEqualTo(2);
    assertThat(cli.run("keys", "list", "--api-key", key).err())
        .contains("unknown option '--api-key'")
        .doesNotContain(key);
  }

  @Test
  void reportsDenials() {
    Secret reader = database.server().keyOf("admin", "admin:read");
    Secret writer = database.server().keyOf("admin", "admin:*");
    NewKey key = database.createKey();
    Cli cli = new Cli().with("SALLYPORT_URL", database.server().url());

    Cli.Run read =
        cli.with("SALLYPORT_API_KEY", reader.reveal()).run("keys", "deactivate", key.id());
    Cli.Run scope =
        cli.with("SALLYPORT_API_KEY", writer.reveal())
            .run(args("keys", "create", OWNER, "--scope=b"));
    Cli.Run account = cli.run("accounts", "create");
    Cli.Run foreign =
        cli.run(
            "keys",
            "create",
            "--account-number",
            TestServer.ACCOUNT,
            "--username",
            TestServer.USERNAME);
    Cli.Run unknown = cli.with("SALLYPORT_API_KEY", key.token() + "x").run("keys", "list");

    assertThat(read.err()).contains("does not hold the scopes that this requires");
    assertThat(scope.err()).contains("scopes beyond your own");
    assertThat(account.err()).isEqualTo("Error: Only superusers may do this.\n");
    assertThat(foreign.err()).contains("create and rotate your own keys");
    assertThat(unknown.err()).isEqualTo("Error: authentication failed: Invalid token.\n");
    for (Cli.Run run : new Cli.Run[] {read, scope, account, foreign, unknown}) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).hasLineCount(1).doesNotContain(reader.reveal(), writer.reveal());
    }
    assertThat(
            cli.with("SALLYPORT_API_KEY", writer.reveal()).ok("keys", "deactivate", key.id()).out())
        .endsWith("is inactive.\n");
  }

  @Test
  void listsOnlyTheAccountOfItsKey() {
    Secret writer = database.server().keyOf("admin", "admin:*");
    Cli cli =
        new Cli()
            .with("SALLYPORT_URL", database.server().url() + "/api/v1/")
            .with("SALLYPORT_API_KEY", writer.reveal());

    JsonNode keys = cli.ok("keys", "list", "--format=json").json().path("items");

    assertThat(keys.findValuesAsText("accountId")).containsOnly(ACCOUNT);
    assertThat(cli.ok("keys", "list", "--account-number", TestServer.ACCOUNT).err())
        .isEqualTo("No keys found.\n");
  }

  @Test
  void purgesOnlyKeysOfItsAccount() {
    NewKey mine = database.createKey("--expires=1h");
    database.execute(
        "update sallyport_key set expires_at = created_at where id = '%s'".formatted(mine.id()));
    Secret writer = database.server().keyOf("admin", "admin:*");
    Cli cli =
        new Cli()
            .with("SALLYPORT_URL", database.server().url())
            .with("SALLYPORT_API_KEY", writer.reveal());

    assertThat(cli.ok("keys", "purge", "--older-than=1d", "--yes").out())
        .startsWith("Deleted 0 keys");
    assertThat(cli.ok("keys", "purge", "--older-than=0d", "--yes").out())
        .startsWith("Deleted 1 key ");
  }

  @ParameterizedTest
  @CsvSource({
    "audit verify,audit verify does not rely on a server",
    "migrate,migrate creates tables",
    "import FILE,import writes digests",
    "scan FILE --url https://api.example.com,scan does not send the tokens"
  })
  void reportsCommandsThatRequireADatabase(String command, String start) {
    String[] words = command.replace("FILE", folder.toString()).split(" ");
    if (command.startsWith("import")) {
      words[1] = "-";
    }

    Cli.Run run = database.cli().run(words);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: " + start).contains("--db-url").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--url https://a.example --db-url jdbc:h2:mem:x",
        "--url https://a.example --set digest=sha512",
        "--insecure-http --db-url jdbc:h2:mem:x",
        "--insecure-http",
        "--url ftp://a.example",
        "--url https://u:p@a.example",
        "--url http://a.example/admin",
        "--url http://192.0.2.1/admin"
      })
  void requiresEitherAServerOrADatabase(String options) {
    Cli.Run run =
        new Cli().with("SALLYPORT_API_KEY", "key").run(args("keys", "list", options.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1).doesNotContain("u:p");
  }

  @Test
  void choosesByOptionIfTheEnvironmentNamesBoth() {
    Cli both =
        new Cli()
            .with("SALLYPORT_URL", database.server().url())
            .with("SALLYPORT_API_KEY", database.server().key().reveal())
            .with("SALLYPORT_DB_URL", database.url());

    assertThat(both.run("keys", "list").err()).contains("choose one with --url or --db-url");
    assertThat(both.run("keys", "list", "--url", database.server().url()).exitCode()).isZero();
    assertThat(both.run("keys", "list", "--db-url", database.url()).exitCode()).isZero();
  }

  @Test
  void managesUsersWithSpecialCharacters() {
    List<String> names = List.of("..", "a/../b", "a;b", "%2e", "~", "DOMAIN\\user", "a?b#c d+e");
    for (String name : names) {
      assertThat(database.cli().run("users", "deactivate", name).err()).contains("not found");
      database
          .cli()
          .ok("users", "create", "--account-number", ACCOUNT, "--username", name, "--no-password");
      database.cli().ok("users", "deactivate", name);
    }
    assertThat(database.query("select user_id from sallyport_user where active = false"))
        .containsExactlyInAnyOrderElementsOf(names);
  }
}
