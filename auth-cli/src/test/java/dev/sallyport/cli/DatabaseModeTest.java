package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.cli.context.Operator;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the settings that apply when the command works on a database. */
class DatabaseModeTest {
  private static final String[] BOT = {"--account-number", ACCOUNT, "--name", "sales-bot"};

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void appliesTokenTtlUnlessAnOptionIsGiven() {
    database.cli().with("SALLYPORT_TOKEN_TTL", "10d");

    JsonNode byDefault =
        database.cli().ok(args("keys", "create", OWNER, "--format=json")).json().path("key");
    JsonNode endless =
        database
            .cli()
            .ok(args("keys", "create", OWNER, "--format=json", "--expires=never"))
            .json()
            .path("key");
    JsonNode fixed =
        database
            .cli()
            .ok(args("keys", "create", OWNER, "--format=json", "--expires=2100-01-01"))
            .json()
            .path("key");

    assertThat(byDefault.path("ttlSeconds").asLong()).isEqualTo(240 * 3600);
    assertThat(byDefault.path("renewable").asBoolean()).isTrue();
    assertThat(endless.path("ttlSeconds").isNull() && endless.path("expiresAt").isNull()).isTrue();
    assertThat(fixed.path("renewable").asBoolean()).isFalse();
    assertThat(fixed.path("expiresAt").asText()).isEqualTo("2100-01-01T23:59:59.999999Z");
  }

  @Test
  void namesTheCommandThatCreatesMissingTables() {
    Cli.Run run = TestDatabase.empty(folder.resolve("new")).cli().run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("has no table sallyport_key")
        .endsWith(", or run 'sallyport migrate'.\n");
  }

  @Test
  void enforcesTheLimitPerUser() {
    database.cli().with("SALLYPORT_TOKEN_LIMIT_PER_USER", "2");
    database.createKey();
    database.createKey("--set", "token-limit-per-user=2");

    Cli.Run run = database.cli().run(args("keys", "create", OWNER));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "Error: admin@%s has reached the limit of token-limit-per-user; delete a key first.\n"
                .formatted(ACCOUNT));
    assertThat(database.query("select id from sallyport_key")).hasSize(2);
    assertThat(
            database
                .cli()
                .run(args("keys", "create", OWNER, "--set", "token-limit-policy=evict-oldest"))
                .exitCode())
        .isZero();
    assertThat(database.query("select id from sallyport_key")).hasSize(2);
  }

  @Test
  void createsTokensAccordingToSettings() {
    String[] settings = {"--set", "token-formats=knox", "--set", "digest=sha512"};

    Cli.Run run = database.cli().ok(args("keys", "create", OWNER, settings));

    assertThat(run.out()).matches("[0-9a-f]{64}\\R");
    assertThat(database.query("select digest from sallyport_key").get(0)).startsWith("sha512$");
  }

  @Test
  void prefersOptionsToTheEnvironment() {
    database.cli().with("SALLYPORT_TOKEN_PREFIX", "env").with("SALLYPORT_DIGEST", "sha512");

    Cli.Run run = database.cli().ok(args("keys", "create", OWNER, "--set", "token_prefix=flag"));

    assertThat(run.out()).startsWith("flag_");
    assertThat(database.query("select digest from sallyport_key").get(0)).startsWith("sha512$");
  }

  @Test
  void rotatesAtTheLimitPerUser() {
    database.cli().with("SALLYPORT_TOKEN_LIMIT_PER_USER", "1");
    NewKey key = database.createKey();

    assertThat(database.cli().run("keys", "rotate", key.id()).exitCode()).isZero();
    assertThat(database.cli().run(args("keys", "create", OWNER)).exitCode()).isEqualTo(1);
  }

  @Test
  void rejectsResourceCommandsIfTheHostManagesResources() {
    Cli cli = database.cli().with("SALLYPORT_RESOURCE_DIRECTORY", "com.example.Directory");

    Cli.Run run = cli.run(args("resources", "create", BOT));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("resources are managed by the host application");
    assertThat(cli.run("keys", "list").exitCode()).isZero();
  }

  @Test
  void ignoresServerOnlySettings() {
    database
        .cli()
        .with("SALLYPORT_UNBOUND_RESOURCES", "open")
        .with("SALLYPORT_RESOURCES", "/api/{llm-client}/*")
        .with("SALLYPORT_RATE_LIMITS", "key:1/m")
        .with("SALLYPORT_ACCESS_POLICIES", "com.example.Policy");

    assertThat(database.cli().run("keys", "list").exitCode()).isZero();
  }

  @Test
  void logsActorAndReason() {
    Cli cli = database.cli().as(new Operator("ada", "laptop"));
    NewKey key = database.createKey();
    cli.ok(args("resources", "create", BOT, "--reason=new bot"));
    cli.ok(args("bindings", "add", BOT, "--key-id", key.id(), "--reason=only CI"));
    cli.ok(args("bindings", "remove", BOT, "--key-id", key.id()));
    cli.ok(args("resources", "delete", BOT, "--yes"));

    Cli.Run text = cli.ok("audit", "list", "--resource", "llm-client/sales-bot");
    JsonNode entries =
        cli.ok("audit", "list", "--resource=llm-client/sales-bot", "--format=json")
            .json()
            .path("items");

    assertThat(text.out()).contains("reason: new bot", "reason: only CI", key.id(), "cli:ada");
    assertThat(entries.findValuesAsText("action"))
        .containsExactly(
            "resource.created", "resource.key-bound", "resource.key-unbound", "resource.deleted");
    assertThat(cli.ok("audit", "verify").exitCode()).isZero();
  }
}
