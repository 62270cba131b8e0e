package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeOwnerTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @ParameterizedTest
  @CsvSource({"user,admin", "account," + ACCOUNT})
  void stopsAndRestoresTheKeys(String kind, String name) {
    NewKey key = database.createKey();

    assertThat(database.cli().ok("deactivate_" + kind, name).out()).endsWith("is inactive.\n");
    assertThat(authenticate(key))
        .isInstanceOfSatisfying(
            Denied.class, it -> assertThat(it.reason()).isEqualTo(DenialReason.OWNER_INACTIVE));

    assertThat(database.cli().ok("activate-" + kind, name).out()).endsWith("is active.\n");
    assertThat(authenticate(key)).isInstanceOf(Authenticated.class);
  }

  @Test
  void isIdempotent() {
    database.cli().ok("deactivate-user", "admin");

    assertThat(database.cli().ok("deactivate-user", "admin").out())
        .isEqualTo("User admin@" + ACCOUNT + " is inactive.\n");
    assertThat(database.cli().ok("audit", "list", "--user=admin").out())
        .containsOnlyOnce("user.deactivated");
  }

  @Test
  void demotesWithoutStoppingExistingKeys() {
    NewKey key = database.createKey();

    assertThat(database.cli().ok("demote-user", "admin").out()).endsWith("is not staff.\n");
    assertThat(authenticate(key)).isInstanceOf(Authenticated.class);
    assertThat(database.cli().run(args("create-api-key", OWNER)).exitCode()).isEqualTo(1);
    assertThat(database.cli().ok("deactivate", key.id()).out()).endsWith("is inactive.\n");

    assertThat(database.cli().ok("promote-user", "admin").out()).endsWith("is staff.\n");
    assertThat(database.cli().run(args("create-api-key", OWNER)).exitCode()).isZero();
  }

  @Test
  void reportsThatTheAccountOfAnActiveUserIsInactive() {
    database.cli().ok("deactivate-user", "admin");
    assertThat(database.cli().ok("deactivate-account", ACCOUNT).out())
        .isEqualTo("Account " + ACCOUNT + " is inactive.\n");

    assertThat(database.cli().ok("activate-user", "admin").out())
        .isEqualTo(
            "User admin@%s is active, but the account is inactive, so the user's keys are denied.\n"
                .formatted(ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activate-user unknown",
        "deactivate-user unknown",
        "promote-user unknown",
        "demote-user unknown",
        "set-password unknown",
        "activate-account 0000-0000-0000",
        "deactivate-account 0000-0000-0000"
      })
  void reportsAMissingOwner(String command) {
    Cli.Run run = database.cli().run(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).matches("Error: (user|account) .* not found; create it with '.*'\\.\n");
    assertThat(database.cli().run(args(command.split(" "), "--reason", "x".repeat(501))).exitCode())
        .isEqualTo(2);
  }

  @Test
  void requiresOneValidName() {
    for (String[] args :
        new String[][] {
          {"activate-user"},
          {"activate-user", "a", "b"},
          {"deactivate-account"},
          {"deactivate-account", " "},
        }) {
      Cli.Run run = database.cli().run(args);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
    }
    assertThat(database.cli().run("activate-user", "a\u001b[2J").err()).doesNotContain("\u001b");
  }

  private AuthenticationResult authenticate(NewKey key) {
    return database.authenticate(key.token(), Map.of());
  }
}
