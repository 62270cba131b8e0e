package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.key.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateApiKeyTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void printsTheTokenAloneOnStandardOutputAndTheRestOnStandardError() {
    Cli.Run run = database.cli().run(args("keys", "create", OWNER, "--name", "ci"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("sp_[0-9A-Za-z]{61}\\R");
    assertThat(run.err())
        .contains(database.query("select id from sallyport_key"))
        .contains("ci", "admin@" + ACCOUNT, "never", "cannot be shown again")
        .doesNotContain(run.out().strip());
  }

  @Test
  void createsAKeyThatTheServerAccepts() {
    String token = database.cli().ok(args("keys", "create", OWNER)).out().strip();

    AuthenticationResult result = database.authenticate(token, Map.of());

    assertThat(result).isInstanceOf(Authenticated.class);
    assertThat(((Authenticated) result).principal().owner()).isEqualTo(new Owner(ACCOUNT, "admin"));
  }

  @Test
  void acceptsUnderscoresInNames() {
    Cli.Run run =
        database
            .cli()
            .run(
                "create_api_key",
                "--account_number=" + ACCOUNT,
                "--username",
                "admin",
                "--description",
                "a_b --account_number");

    assertThat(run.exitCode()).isZero();
    assertThat(database.query("select description from sallyport_key"))
        .containsExactly("a_b --account_number");
  }

  @Test
  void writesOneJsonObjectForScripts() {
    Cli.Run run =
        database
            .cli()
            .ok(
                args(
                    "keys",
                    "create",
                    OWNER,
                    "--name=Schlüssel",
                    "--description=for CI",
                    "--scope=chat:read,chat:write",
                    "--scope=admin",
                    "--tag=blue",
                    "--expires=30d",
                    "--format=json"));

    JsonNode key = run.json().path("key");
    assertThat(run.json().fieldNames()).toIterable().containsExactly("key", "token");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).matches("[ -~\\n]+");
    assertThat(key.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "name",
            "description",
            "owner",
            "state",
            "active",
            "scopes",
            "networks",
            "tags",
            "hint",
            "createdAt",
            "updatedAt",
            "expiresAt",
            "effectiveExpiresAt",
            "ttlSeconds",
            "renewable",
            "lastUsedAt",
            "groupId",
            "predecessor",
            "successor",
            "overlapFromFirstUseSeconds",
            "version");
    assertThat(key.path("name").asText()).isEqualTo("Schlüssel");
    assertThat(key.path("scopes")).hasSize(3);
    assertThat(key.path("tags").get(0).asText()).isEqualTo("blue");
    assertThat(key.path("state").asText()).isEqualTo("active");
    Instant created = Instant.parse(key.path("createdAt").asText());
    assertThat(Instant.parse(key.path("expiresAt").asText()))
        .isBetween(
            created.plus(Duration.ofDays(30)).minusSeconds(60), created.plus(Duration.ofDays(30)));
    assertThat(key.path("renewable").asBoolean()).isFalse();
  }

  @Test
  void createsARenewableKey() {
    JsonNode key =
        database
            .cli()
            .ok(args("keys", "create", OWNER, "--ttl=8w", "--format=json"))
            .json()
            .path("key");
    Cli.Run text = database.cli().ok(args("keys", "create", OWNER, "--ttl", "36h"));

    assertThat(key.path("renewable").asBoolean()).isTrue();
    assertThat(Duration.ofSeconds(key.path("ttlSeconds").asLong())).isEqualTo(Duration.ofDays(56));
    assertThat(Instant.parse(key.path("expiresAt").asText()))
        .isEqualTo(Instant.parse(key.path("createdAt").asText()).plus(Duration.ofDays(56)));
    assertThat(text.err()).containsPattern("  expires  [0-9T:-]+Z \\(ttl 36h\\)\n");
  }

  @Test
  void rejectsTtlTogetherWithExpires() {
    Cli.Run both = database.cli().run(args("keys", "create", OWNER, "--ttl=1d", "--expires=1d"));
    Cli.Run none = database.cli().run(args("keys", "create", OWNER, "--ttl=0d"));
    Cli.Run what = database.cli().run(args("keys", "create", OWNER, "--ttl=2027-01-01"));
    Cli.Run ages = database.cli().run(args("keys", "create", OWNER, "--ttl=36501d"));

    assertThat(both.err()).contains("mutually exclusive");
    assertThat(none.err()).contains("--expires never");
    assertThat(what.err()).contains("'--ttl'", "a duration must be like 500ms, 45s");
    assertThat(ages.err()).contains("at most 36500d");
    for (Cli.Run run : new Cli.Run[] {both, none, what, ages}) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
    }
  }

  @Test
  void rejectsAMissingOwner() {
    Cli.Run run =
        database.cli().run("keys", "create", "--account-number", ACCOUNT, "--username", "unknown");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Error: user unknown not found in account " + ACCOUNT);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void rejectsAUserWhoIsNotStaff() {
    database
        .cli()
        .ok("users", "create", "--account-number", ACCOUNT, "--username", "guest", "--no-password");

    Cli.Run run =
        database.cli().run("keys", "create", "--account-number", ACCOUNT, "--username", "guest");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("API keys can only be created for staff users")
        .contains("users promote")
        .hasLineCount(1);
    database.cli().ok("users", "promote", "guest");
    database.cli().ok("keys", "create", "--account-number", ACCOUNT, "--username", "guest");
  }

  @Test
  void rejectsAnInactiveUser() {
    database.execute("update sallyport_user set active = false where user_id = 'admin'");

    Cli.Run run = database.cli().run(args("keys", "create", OWNER));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("inactive");
  }

  @Test
  void rejectsAnExpiryInThePast() {
    Cli.Run run = database.cli().run(args("keys", "create", OWNER, "--expires", "2020-01-01"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the expiry is in the past");
  }

  @Test
  void namesTheInvalidValue() {
    Cli.Run longText =
        database.cli().run(args("keys", "create", OWNER, "--description", "x".repeat(256)));
    Cli.Run control = database.cli().run(args("keys", "create", OWNER, "--name", "a\u001b[2Jb"));
    Cli.Run scope = database.cli().run(args("keys", "create", OWNER, "--scope", "two words"));
    Cli.Run account = database.cli().run("keys", "create", "--account-number", " ", "--username=u");

    assertThat(longText.err()).contains("description");
    assertThat(control.err()).contains("name").doesNotContain("\u001b");
    assertThat(scope.err()).contains("scopes");
    assertThat(account.err()).contains("account id");
    assertThat(List.of(longText, control, scope, account))
        .allMatch(run -> run.exitCode() == 2 && run.out().isEmpty());
    assertThat(database.query("select id from sallyport_key")).isEmpty();
  }

  @Test
  void boundsAKeyToNetworks() {
    NewKey key =
        database.createKey("--network", "192.0.2.0/24,2001:db8::/32", "--network=198.51.100.7");

    Cli.Run text = database.cli().ok("keys", "show", key.id());
    JsonNode networks =
        database.cli().ok("keys", "show", key.id(), "--format=json").json().path("networks");

    assertThat(text.out()).contains("networks     192.0.2.0/24 198.51.100.7/32 2001:db8::/32");
    assertThat(networks).hasSize(3);
    assertThat(networks.path(0).asText()).isEqualTo("192.0.2.0/24");
    String anywhere = database.createKey().id();
    assertThat(database.cli().ok("keys", "show", anywhere).out())
        .contains("networks     anywhere")
        .doesNotContain("groupId");
    assertThat(database.cli().ok("keys", "show", anywhere, "--format=json").json().path("networks"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "192.0.2.1/24",
        "192.0.2.0/33",
        "10.0.0.0/8,,::1",
        "",
        "1.2.3",
        "::g"
      })
  void rejectsMalformedNetworksWithAnExample(String network) {
    Cli.Run run = database.cli().run(args("keys", "create", OWNER, "--network=" + network));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--network", "192.0.2.0/24", "2001:db8::/32").hasLineCount(1);
    assertThat(database.query("select id from sallyport_key")).isEmpty();
  }
}
