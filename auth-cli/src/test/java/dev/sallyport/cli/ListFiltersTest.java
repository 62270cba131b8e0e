package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListFiltersTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private NewKey old = new NewKey("", "");
  private NewKey expiring = new NewKey("", "");
  private NewKey expired = new NewKey("", "");

  @BeforeEach
  void createKeys() {
    database = TestDatabase.withOwner(folder);
    old = database.createKey("--name=b old", "--scope=chat:read", "--tag=blue");
    expiring = database.createKey("--name=C expiring", "--expires=5d", "--description=100%_sure");
    expired = database.createKey("--name=a expired", "--expires=1h");
    set(old, "created_at = dateadd('day', -100, current_timestamp)");
    set(expiring, "last_used_at = dateadd('hour', -1, current_timestamp)");
    set(expired, "expires_at = dateadd('day', -1, current_timestamp)");
  }

  @Test
  void findsByEveryCondition() {
    assertThat(ids("--expired")).containsExactly(expired.id());
    assertThat(ids("--expired-for=23h")).containsExactly(expired.id());
    assertThat(ids("--expired-for=25h")).isEmpty();
    assertThat(ids("--unexpired")).containsExactly(expiring.id(), old.id());
    assertThat(ids("--expiring-within=6d")).containsExactly(expiring.id());
    assertThat(ids("--expiring-within=4d")).isEmpty();
    assertThat(ids("--never-used")).containsExactly(expired.id(), old.id());
    assertThat(ids("--unused-for=90d")).containsExactly(old.id());
    assertThat(ids("--scope=chat:read")).containsExactly(old.id());
    assertThat(ids("--scope=chat:*")).isEmpty();
    assertThat(ids("--tag=blue")).containsExactly(old.id());
    assertThat(ids("--query=100%_S")).containsExactly(expiring.id());
    assertThat(ids("-q", expired.id().substring(0, 8))).containsExactly(expired.id());
    assertThat(ids("--username=admin", "--unexpired", "--never-used")).containsExactly(old.id());
  }

  @Test
  void takesNoTokenAsACondition() {
    for (String option : List.of("-q", "--user", "--scope", "--tag")) {
      Cli.Run run = database.cli().run("keys", "list", option, old.token());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains(" must not contain a token", "'sallyport keys find' reads a token")
          .doesNotContain(old.token());
    }
    assertThat(ids("-q", "a".repeat(47))).isEmpty();
    assertThat(database.cli().run("keys", "list", "-q", "0".repeat(64)).exitCode()).isEqualTo(2);
  }

  @Test
  void sendsNoTokenInAUrl() {
    TestDatabase behind = database.behindAServer();
    try {
      for (String command :
          List.of(
              "keys list --account",
              "users list -q",
              "accounts list -q",
              "users deactivate",
              "audit list --account",
              "keys deactivate " + old.id() + " --reason")) {
        Cli.Run run = behind.cli().run(args(command.split(" "), old.token()));
        assertThat(run.exitCode()).as(command).isNotZero();
        assertThat(run.err()).as(command).contains("keys find").doesNotContain(old.token());
      }
    } finally {
      behind.server().close();
    }
  }

  @Test
  void sortsInEveryOrder() {
    assertThat(ids("--sort=name")).containsExactly(expired.id(), old.id(), expiring.id());
    assertThat(ids("--sort=-name")).containsExactly(expiring.id(), old.id(), expired.id());
    assertThat(ids("--sort", "created")).containsExactly(old.id(), expiring.id(), expired.id());
    assertThat(ids("--sort=expiry")).containsExactly(expired.id(), expiring.id(), old.id());
    assertThat(ids("--sort=-last-used")).startsWith(expiring.id()).hasSize(3);
    assertThat(ids("--sort=-owner")).hasSize(3);
  }

  @Test
  void listsAllPages() {
    Cli.Run all =
        database.cli().ok("keys", "list", "--account-number", ACCOUNT, "--all", "--size=1");
    Cli.Run json =
        database
            .cli()
            .ok("keys", "list", "--account-number", ACCOUNT, "--all", "--size=1", "--format=json");

    assertThat(all.lines()).hasSize(4);
    assertThat(all.err()).isEmpty();
    assertThat(json.json().path("items")).hasSize(3);
    assertThat(json.json().path("total").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--expired --unexpired",
        "--expired --expiring-within=1d",
        "--expired-for=1d --expiring-within=1d",
        "--expired-for=1d --unexpired",
        "--expiring-within=soon",
        "--unused-for=1",
        "--scope=",
        "--sort=size",
        "--sort=--name"
      })
  void rejectsContradictingConditions(String options) {
    Cli.Run run = database.cli().run(args("keys", "list", options.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
  }

  private List<String> ids(String... options) {
    return database
        .cli()
        .ok(args("keys", "list", "--account-number", ACCOUNT, "--format=json", options))
        .json()
        .path("items")
        .findValuesAsText("id");
  }

  private void set(NewKey key, String change) {
    database.execute("update sallyport_key set %s where id = '%s'".formatted(change, key.id()));
  }
}
