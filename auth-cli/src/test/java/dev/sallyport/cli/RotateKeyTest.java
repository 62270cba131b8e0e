package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotateKeyTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void printsOnlyTheNewTokenOnStandardOutputAndReportsTheOldKey() {
    NewKey old = database.createKey("--name", "ci", "--scope", "a,b");

    Cli.Run run = database.cli().ok("keys", "rotate", old.id());

    assertThat(run.out()).matches("sp_[0-9A-Za-z]{61}\\R").isNotEqualTo(old.token() + "\n");
    String successor = show(old.id()).path("successor").asText();
    assertThat(run.err())
        .startsWith("Rotated API key " + old.id() + " ('ci' of admin@" + ACCOUNT + ")\n")
        .contains("  new key  " + successor + "\n", "  expires  never\n")
        .containsPattern("  old key  works until [0-9T:-]+Z\n")
        .contains("cannot be shown again")
        .doesNotContain(run.out().strip());
    assertThat(works(old.token())).isTrue();
    assertThat(works(run.out().strip())).isTrue();
  }

  @Test
  void expiresTheOldKeyAfterADayByDefault() {
    NewKey byDefault = database.createKey();
    NewKey explicit = database.createKey();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

    database.cli().ok("keys", "rotate", byDefault.id());
    database.cli().ok("keys", "rotate", "--key_id", explicit.id(), "--overlap", "7d");

    assertThat(endOf(byDefault)).isBetween(inHours(before, 24), inHours(Instant.now(), 24));
    assertThat(endOf(explicit)).isBetween(inHours(before, 168), inHours(Instant.now(), 168));
  }

  @Test
  void startsTheOverlapAtTheFirstUse() {
    NewKey old = database.createKey("--expires", "2100-01-01");

    Cli.Run run =
        database.cli().ok("keys", "rotate", old.id(), "--overlap=36h", "--from-first-use");

    assertThat(run.err())
        .contains(
            "  old key  works until 36h after the first use of the new key, but not beyond"
                + " 2100-01-01T23:59:59Z\n");
    String successor = show(old.id()).path("successor").asText();
    assertThat(show(successor).path("overlapFromFirstUseSeconds").asLong()).isEqualTo(36 * 3600);
    assertThat(database.cli().ok("keys", "show", successor).out())
        .contains("predecessor  " + old.id())
        .contains("overlap      starts at the first use; the predecessor then works for 36h");
    assertThat(database.cli().ok("keys", "show", old.id()).out())
        .contains("successor    " + successor);

    assertThat(works(run.out().strip())).isTrue();
    assertThat(show(successor).path("overlapFromFirstUseSeconds").isNull()).isTrue();
    assertThat(endOf(old)).isBefore(inHours(Instant.now(), 37));
    assertThat(database.cli().ok("keys", "list").out()).containsPattern(old.id() + "  rotated ");
  }

  @Test
  void reportsThatUseMayRenewTheOldKey() {
    NewKey endless = database.createKey();
    NewKey renewable = database.createKey("--ttl=30d");

    assertThat(database.cli().ok("keys", "rotate", endless.id(), "--from-first-use").err())
        .contains("  old key  works until 1d after the first use of the new key\n");
    assertThat(database.cli().ok("keys", "rotate", renewable.id(), "--from-first-use").err())
        .containsPattern("but not beyond [0-9T:-]+Z unless use renews it\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--immediately", "--overlap=0s"})
  void expiresTheOldKeyImmediately(String how) {
    NewKey old = database.createKey();

    Cli.Run run = database.cli().ok("keys", "rotate", old.id(), how);

    assertThat(run.err()).contains("  old key  expired and deactivated\n");
    assertThat(works(old.token())).isFalse();
    assertThat(works(run.out().strip())).isTrue();
  }

  @Test
  void writesOneJsonObjectForScripts() {
    NewKey old = database.createKey("--name=ci", "--ttl=30d");

    Cli.Run run = database.cli().ok("keys", "rotate", old.id(), "--format=json");

    JsonNode key = run.json().path("key");
    assertThat(run.err()).isEmpty();
    assertThat(works(run.json().path("token").asText())).isTrue();
    assertThat(key.path("name").asText()).isEqualTo("ci");
    assertThat(key.path("ttlSeconds").asLong()).isEqualTo(720 * 3600);
    assertThat(key.path("predecessor").asText()).isEqualTo(old.id());
    JsonNode predecessor = run.json().path("predecessor");
    assertThat(predecessor.path("successor").asText()).isEqualTo(key.path("id").asText());
    assertThat(predecessor.path("state").asText()).isEqualTo("active");
    assertThat(predecessor.has("token")).isFalse();
  }

  @Test
  void rejectsRotatedInactiveAndExpiredKeys() {
    NewKey rotated = database.createKey();
    database.cli().ok("keys", "rotate", rotated.id());
    NewKey off = database.createKey();
    database.cli().ok("keys", "deactivate", off.id());
    NewKey expired = database.createKey("--expires=1h");
    database.execute(
        "update sallyport_key set expires_at = timestamp with time zone '2020-01-01 00:00:00+00'"
            + " where id = '%s'".formatted(expired.id()));

    assertThat(denial(rotated))
        .isEqualTo(
            "Error: the key was already rotated; rotate its successor, which 'sallyport keys show'"
                + " names.\n");
    assertThat(denial(off))
        .isEqualTo("Error: the key is inactive; activate it first, or create a new key.\n");
    assertThat(denial(expired))
        .isEqualTo("Error: the key has expired and cannot be rotated; create a new key.\n");
  }

  @Test
  void rejectsKeysOfOwnersWhoCannotHaveKeys() {
    NewKey key = database.createKey();

    database.cli().ok("users", "demote", "admin");
    assertThat(denial(key)).contains("API keys can only be created for staff users");

    database.cli().ok("users", "deactivate", "admin");
    assertThat(denial(key)).contains("inactive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--immediately --overlap=1h",
        "--immediately --from-first-use",
        "--overlap=1",
        "--overlap=soon",
        "--overlap=-1h"
      })
  void rejectsInvalidOptions(String options) {
    NewKey key = database.createKey();

    Cli.Run run = database.cli().run(args("keys", "rotate", key.id(), options.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
    assertThat(database.query("select id from sallyport_key")).containsExactly(key.id());
  }

  private String denial(NewKey key) {
    int before = database.query("select id from sallyport_key").size();
    Cli.Run run = database.cli().run("keys", "rotate", key.id());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1);
    assertThat(database.query("select id from sallyport_key")).hasSize(before);
    return run.err();
  }

  private JsonNode show(String id) {
    return database.cli().ok("keys", "show", id, "--format=json").json();
  }

  private Instant endOf(NewKey key) {
    return Instant.parse(show(key.id()).path("expiresAt").asText());
  }

  private static Instant inHours(Instant from, int hours) {
    return from.plus(Duration.ofHours(hours));
  }

  private boolean works(String token) {
    var result = database.authenticate(token, Map.of());
    if (result instanceof Denied denied) {
      assertThat(denied.reason()).isIn(DenialReason.KEY_INACTIVE, DenialReason.KEY_EXPIRED);
    }
    return result instanceof Authenticated;
  }
}
