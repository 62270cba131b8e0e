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
  @CsvSource({"users,admin", "accounts," + ACCOUNT})
  void stopsAndRestoresTheKeys(String kind, String name) {
    NewKey key = database.createKey();

    assertThat(database.cli().ok(kind, "deactivate", name).out()).endsWith("is inactive.\n");
    assertThat(authenticate(key))
        .isInstanceOfSatisfying(
            Denied.class, it -> assertThat(it.reason()).isEqualTo(DenialReason.OWNER_INACTIVE));

    assertThat(database.cli().ok(kind, "activate", name).out()).endsWith("is active.\n");
    assertThat(authenticate(key)).isInstanceOf(Authenticated.class);
  }

  @Test
  void isIdempotent() {
    database.cli().ok("users", "deactivate", "admin");

    assertThat(database.cli().ok("users", "deactivate", "admin").out())
        .isEqualTo("User admin@" + ACCOUNT + " is inactive.\n");
    assertThat(database.cli().ok("audit", "list", "--user=admin").out())
        .containsOnlyOnce("user.deactivated");
  }

  @Test
  void demotesWithoutStoppingExistingKeys() {
    NewKey key = database.createKey();

    assertThat(database.cli().ok("users", "demote", "admin").out()).endsWith("is not staff.\n");
    assertThat(authenticate(key)).isInstanceOf(Authenticated.class);
    assertThat(database.cli().run(args("keys", "create", OWNER)).exitCode()).isEqualTo(1);
    assertThat(database.cli().ok("keys", "deactivate", key.id()).out()).endsWith("is inactive.\n");

    assertThat(database.cli().ok("users", "promote", "admin").out()).endsWith("is staff.\n");
    assertThat(database.cli().run(args("keys", "create", OWNER)).exitCode()).isZero();
  }

  @Test
  void reportsThatTheAccountOfAnActiveUserIsInactive() {
    database.cli().ok("users", "deactivate", "admin");
    assertThat(database.cli().ok("accounts", "deactivate", ACCOUNT).out())
        .isEqualTo("Account " + ACCOUNT + " is inactive.\n");

    assertThat(database.cli().ok("users", "activate", "admin").out())
        .isEqualTo(
            "User admin@%s is active, but the account is inactive, so the user's keys are denied.\n"
                .formatted(ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users activate unknown",
        "users deactivate unknown",
        "users promote unknown",
        "users demote unknown",
        "users set-password unknown",
        "accounts activate 0000-0000-0000",
        "accounts deactivate 0000-0000-0000"
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
          {"users", "activate"},
          {"users", "activate", "a", "b"},
          {"accounts", "deactivate"},
          {"accounts", "deactivate", " "},
        }) {
      Cli.Run run = database.cli().run(args);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
    }
    assertThat(database.cli().run("users", "activate", "a\u001b[2J").err())
        .doesNotContain("\u001b");
  }

  private AuthenticationResult authenticate(NewKey key) {
    return database.authenticate(key.token(), Map.of());
  }
}
