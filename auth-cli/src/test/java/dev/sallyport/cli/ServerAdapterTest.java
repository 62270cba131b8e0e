package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.key.Owner;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of every method of {@link AdminClient} through a server: exit codes, messages and formats
 * equal those that the tests of each command expect on a database.
 */
class ServerAdapterTest {
  private static final String OTHER = "1111-2222-3333";
  private static final String ABSENT = "4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f";
  private static final String[] ADA = {"--account-number", ACCOUNT, "--username", "ada"};
  private static final String[] BOT = {"--account-number", ACCOUNT, "--name", "sales-bot"};
  private static final String[] BOT_OF_OTHER = {"--account-number", OTHER, "--name", "sales-bot"};

  @TempDir static Path folder;
  @AutoClose private static TestDatabase database = TestDatabase.empty(Path.of("unused"));

  private Cli cli = new Cli();

  @BeforeAll
  static void start() {
    database = TestDatabase.withOwner(folder).behindAServer();
  }

  @BeforeEach
  void reset() {
    database.reset();
    cli = database.cli().withClockOffBy(Duration.ZERO);
  }

  // Keys: create

  @Test
  void printsTheTokenAloneOnStandardOutputAndTheRestOnStandardError() {
    Cli.Run run = cli.run(args("keys", "create", OWNER, "--name", "ci"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("sp_[0-9A-Za-z]{61}\\R");
    assertThat(run.err())
        .contains(database.query("select id from sallyport_key"))
        .contains("ci", "admin@" + ACCOUNT, "never", "cannot be shown again")
        .doesNotContain(run.out().strip());
    AuthenticationResult result = authenticate(run.out().strip());
    assertThat(((Authenticated) result).principal().owner()).isEqualTo(new Owner(ACCOUNT, "admin"));
  }

  @Test
  void createsAKeyWithAllOptions() throws Exception {
    String[] options = {
      "--name=Schlüssel",
      "--description=for CI",
      "--scope=chat:read,chat:write",
      "--tag=blue",
      "--network=192.0.2.0/24,2001:db8::/32",
      "--expires=30d"
    };
    JsonNode created = cli.ok(args("keys", "create", OWNER, options, "--format=json")).json();
    JsonNode key = created.path("key");
    Cli.Run yaml = cli.ok(args("keys", "create", OWNER, options, "--format=yaml"));

    assertThat(created.fieldNames()).toIterable().containsExactly("key", "token");
    assertThat(created.path("token").asText()).matches("sp_\\w{61}");
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
    assertThat(key.at("/owner/accountId").asText()).isEqualTo(ACCOUNT);
    assertThat(key.at("/owner/userId").asText()).isEqualTo("admin");
    assertThat(key.path("name").asText()).isEqualTo("Schlüssel");
    assertThat(key.path("description").asText()).isEqualTo("for CI");
    assertThat(key.path("scopes")).hasSize(2);
    assertThat(key.path("networks").path(0).asText()).isEqualTo("192.0.2.0/24");
    assertThat(key.path("tags").get(0).asText()).isEqualTo("blue");
    assertThat(key.path("state").asText()).isEqualTo("active");
    assertThat(Instant.parse(key.path("expiresAt").asText()))
        .isEqualTo(Instant.parse(key.path("createdAt").asText()).plus(Duration.ofDays(30)));
    assertThat(key.path("renewable").asBoolean(true)).isFalse();
    assertThat(key.path("ttlSeconds").asLong()).isEqualTo(30 * 24 * 3600);
    assertThat(new YAMLMapper().readTree(yaml.out()).path("token").asText()).matches("sp_\\w{61}");
    assertThat(yaml.err()).isEmpty();
  }

  @Test
  void createsARenewableKey() {
    JsonNode key =
        cli.ok(args("keys", "create", OWNER, "--ttl=8w", "--format=json")).json().path("key");
    Cli.Run text = cli.ok(args("keys", "create", OWNER, "--ttl", "36h"));

    assertThat(key.path("renewable").asBoolean()).isTrue();
    assertThat(key.path("ttlSeconds").asLong()).isEqualTo(1344 * 3600);
    assertThat(Instant.parse(key.path("expiresAt").asText()))
        .isEqualTo(Instant.parse(key.path("createdAt").asText()).plus(Duration.ofDays(56)));
    assertThat(text.err()).containsPattern("  expires  [0-9T:-]+Z \\(ttl 36h\\)\n");
  }

  @Test
  void rejectsOwnersWhoCannotHaveKeys() {
    cli.ok(args("users", "create", ADA, "--no-password"));
    Cli.Run guest = cli.run(args("keys", "create", ADA));
    cli.ok("users", "deactivate", "admin");
    Cli.Run off = cli.run(args("keys", "create", OWNER));
    Cli.Run unknown = cli.run("keys", "create", "--account-number", ACCOUNT, "--username=unknown");

    assertThat(guest.err())
        .contains("API keys can only be created for staff users")
        .contains("users promote");
    assertThat(off.err()).contains("inactive");
    assertThat(unknown.err()).startsWith("Error: user unknown not found in account " + ACCOUNT);
    for (Cli.Run run : new Cli.Run[] {guest, off, unknown}) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).hasLineCount(1);
    }
  }

  @Test
  void rejectsAnExpiryInThePast() {
    Cli.Run run = cli.run(args("keys", "create", OWNER, "--expires", "2020-01-01"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the expiry is in the past");
  }

  @Test
  void namesTheInvalidValue() {
    Cli.Run longText = cli.run(args("keys", "create", OWNER, "--description", "x".repeat(256)));
    Cli.Run control = cli.run(args("keys", "create", OWNER, "--name", "a\u001b[2Jb"));
    Cli.Run scope = cli.run(args("keys", "create", OWNER, "--scope", "two words"));

    assertThat(longText.err()).contains("description");
    assertThat(control.err()).contains("name").doesNotContain("\u001b");
    assertThat(scope.err()).contains("scopes");
    assertThat(List.of(longText, control, scope))
        .allMatch(run -> run.exitCode() == 2 && run.out().isEmpty());
    assertThat(database.query("select id from sallyport_key")).isEmpty();
  }

  // Keys: find, change, delete

  @Test
  void showsAKeyWithoutAnythingSecret() {
    NewKey key = database.createKey("--name", "ci", "--description", "for CI", "--scope", "a,b");

    Cli.Run text = cli.ok("keys", "show", key.id());
    Cli.Run json = cli.ok("keys", "show", "--key-id", key.id(), "--format", "json");

    assertThat(text.out())
        .contains("key id       " + key.id())
        .contains("state        active")
        .contains("name         ci")
        .contains("owner        admin@" + ACCOUNT)
        .contains("scopes       a b")
        .contains("expires      never")
        .contains("ttl          -", "predecessor  -", "successor    -")
        .contains("networks     anywhere")
        .doesNotContain("overlap");
    assertThat(json.json().path("id").asText()).isEqualTo(key.id());
    for (Cli.Run run : new Cli.Run[] {text, json, cli.ok("keys", "list", "--format=json")}) {
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
        "keys rotate",
        "keys edit --description=text --key-id"
      })
  void reportsAMissingKey(String command) {
    Cli.Run run = cli.run(args(command.split(" "), ABSENT));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "Error: API key " + ABSENT + " not found; 'sallyport keys list' shows all keys.\n");
  }

  @Test
  void deactivatesAndActivatesKeys() {
    NewKey key = database.createKey();

    assertThat(cli.ok("keys", "deactivate", key.id()).out()).contains(key.id(), "is inactive");
    assertThat(cli.ok("keys", "deactivate", key.id()).out()).contains("is inactive");
    assertThat(reason(key)).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(cli.ok("keys", "activate", key.id()).out()).contains("is active");
    assertThat(authenticate(key.token())).isInstanceOf(Authenticated.class);
    assertThat(cli.ok("keys", "toggle", key.id()).out()).contains("is inactive");
    assertThat(cli.ok("keys", "toggle", key.id()).out()).contains("is active");
  }

  @Test
  void editsNameAndDescription() {
    NewKey key = database.createKey();

    cli.ok("keys", "edit", key.id(), "--name=new name");
    cli.ok("keys", "edit", "--key-id", key.id(), "--description=new description");

    JsonNode shown = cli.ok("keys", "show", key.id(), "--format", "json").json();
    assertThat(shown.path("name").asText()).isEqualTo("new name");
    assertThat(shown.path("description").asText()).isEqualTo("new description");
    assertThat(cli.ok("keys", "edit", key.id(), "--description=").exitCode()).isZero();
    assertThat(cli.run("keys", "edit", key.id(), "--name=").err()).contains("name must have 1 to");
  }

  @Test
  void deletesAKeyWhenYesIsTyped() {
    NewKey key = database.createKey("--name", "ci");
    ScriptedTerminal terminal = new ScriptedTerminal("no", "yes");

    Cli.Run cancelled = cli.asking(terminal, "keys", "delete", key.id());
    Cli.Run deleted = cli.asking(terminal, "keys", "delete", key.id());

    assertThat(cancelled.exitCode()).isEqualTo(1);
    assertThat(cancelled.err()).isEqualTo("Error: not confirmed; nothing was deleted.\n");
    assertThat(terminal.questions()).last().asString().contains(key.id(), "ci", "yes");
    assertThat(deleted.out()).startsWith("Deleted API key");
    assertThat(database.query("select id from sallyport_key")).isEmpty();
    assertThat(reason(key)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  // Keys: list

  @Test
  void reportsAnEmptyList() {
    Cli.Run run = cli.ok(args("keys", "list", OWNER));

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("No keys found.\n");
  }

  @Test
  void listsATable() {
    NewKey plain = database.createKey("--name", "n".repeat(200));
    NewKey off = database.createKey("--expires", "2100-01-01");
    cli.ok("keys", "deactivate", off.id());
    NewKey expired = database.createKey("--expires", "1h");
    expire(expired, 24);

    Cli.Run run = cli.ok(args("keys", "list", OWNER));

    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0))
        .matches("KEY +STATE +NAME +TOKEN +OWNER +CREATED +LAST USED +EXPIRES");
    assertThat(run.lines().get(1)).contains(expired.id(), "expired");
    assertThat(run.lines().get(2)).contains(off.id(), "inactive", "2100-01-01", "admin@" + ACCOUNT);
    assertThat(run.lines().get(3)).contains(plain.id(), "  active", "nnn", "never");
  }

  @Test
  void findsByEveryCondition() {
    NewKey old = database.createKey("--name=b old", "--scope=chat:read", "--tag=blue");
    NewKey expiring =
        database.createKey("--name=C expiring", "--expires=5d", "--description=100%_sure");
    NewKey expired = database.createKey("--name=a expired", "--expires=1h");
    set(old, "created_at = dateadd('day', -100, current_timestamp)");
    set(expiring, "last_used_at = dateadd('hour', -1, current_timestamp)");
    expire(expired, 24);

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

    assertThat(ids("--sort=name")).containsExactly(expired.id(), old.id(), expiring.id());
    assertThat(ids("--sort=-name")).containsExactly(expiring.id(), old.id(), expired.id());
    assertThat(ids("--sort", "created")).containsExactly(old.id(), expiring.id(), expired.id());
    assertThat(ids("--sort=expiry")).containsExactly(expired.id(), expiring.id(), old.id());
    assertThat(ids("--sort=last-used")).endsWith(expiring.id()).hasSize(3);
    assertThat(ids("--sort=-last-used")).startsWith(expiring.id()).hasSize(3);
    assertThat(ids("--sort=-owner")).hasSize(3);
  }

  @Test
  void listsByOwnerStateAndPage() {
    NewKey first = database.createKey();
    NewKey second = database.createKey();
    cli.ok("keys", "deactivate", second.id());

    assertThat(ids()).containsExactly(second.id(), first.id());
    assertThat(ids("--active")).containsExactly(first.id());
    assertThat(ids("--inactive")).containsExactly(second.id());
    assertThat(ids("--username=unknown")).isEmpty();
    JsonNode page = list("--page=2", "--size=1");
    assertThat(page.path("items").findValuesAsText("id")).containsExactly(first.id());
    assertThat(page.path("page").asInt()).isEqualTo(2);
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(list("--all", "--size=1").path("items")).hasSize(2);
    assertThat(cli.ok(args("keys", "list", OWNER, "--size=1")).err())
        .isEqualTo("1 more; see --page 2.\n");
    assertThat(cli.ok(args("keys", "list", OWNER, "--page=9")).err())
        .contains("No keys on this page; 2 in total");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--page=0",
        "--size=501",
        "--account-number=\u0007",
        "--expired --unexpired",
        "--scope="
      })
  void rejectsInvalidListOptions(String options) {
    Cli.Run run = cli.run(args("keys", "list", options.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
  }

  @Test
  void printsNoControlCharacters() {
    NewKey key = database.createKey();
    set(key, "name = 'a' || char(27) || '[2Jb' || char(8238) || 'c' || char(10) || char(155)");

    String printed =
        cli.run("keys", "show", key.id()).out()
            + cli.run("keys", "list").out()
            + cli.run("keys", "list", "--format=json").out()
            + cli.run("keys", "deactivate", key.id());

    assertThat(printed).doesNotContain("\u001b", "\u202e", "\u009b");
  }

  // Keys: rotate and purge

  @Test
  void rotatesAKeyAndReportsTheOldKey() {
    NewKey old = database.createKey("--name", "ci", "--scope", "a,b");

    Cli.Run run = cli.ok("keys", "rotate", old.id());

    assertThat(run.out()).matches("sp_[0-9A-Za-z]{61}\\R").isNotEqualTo(old.token() + "\n");
    String successor = show(old.id()).path("successor").asText();
    assertThat(run.err())
        .startsWith("Rotated API key " + old.id() + " ('ci' of admin@" + ACCOUNT + ")\n")
        .contains("  new key  " + successor + "\n", "  expires  never\n")
        .containsPattern("  old key  works until [0-9T:-]+Z\n")
        .contains("cannot be shown again")
        .doesNotContain(run.out().strip());
    assertThat(authenticate(old.token())).isInstanceOf(Authenticated.class);
    assertThat(authenticate(run.out().strip())).isInstanceOf(Authenticated.class);
  }

  @Test
  void startsTheOverlapAtTheFirstUse() {
    NewKey old = database.createKey("--expires", "2100-01-01");

    Cli.Run run = cli.ok("keys", "rotate", old.id(), "--overlap=36h", "--from-first-use");

    assertThat(run.err())
        .contains(
            "  old key  works until 36h after the first use of the new key, but not beyond"
                + " 2100-01-01T23:59:59Z\n");
    String successor = show(old.id()).path("successor").asText();
    assertThat(show(successor).path("overlapFromFirstUseSeconds").asLong()).isEqualTo(36 * 3600);
    assertThat(cli.ok("keys", "show", successor).out())
        .contains("predecessor  " + old.id())
        .contains("overlap      starts at the first use; the predecessor then works for 36h");
  }

  @Test
  void rotatesImmediatelyWithJsonOutput() {
    NewKey old = database.createKey("--name=ci", "--ttl=30d");

    Cli.Run run = cli.ok("keys", "rotate", old.id(), "--immediately", "--format=json");

    JsonNode key = run.json().path("key");
    JsonNode predecessor = run.json().path("predecessor");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().fieldNames()).toIterable().containsExactly("key", "token", "predecessor");
    assertThat(key.path("name").asText()).isEqualTo("ci");
    assertThat(key.path("ttlSeconds").asLong()).isEqualTo(720 * 3600);
    assertThat(key.path("predecessor").asText()).isEqualTo(old.id());
    assertThat(predecessor.path("id").asText()).isEqualTo(old.id());
    assertThat(predecessor.path("successor").asText()).isEqualTo(key.path("id").asText());
    assertThat(predecessor.has("token")).isFalse();
    assertThat(authenticate(old.token())).isInstanceOf(Denied.class);
    assertThat(authenticate(run.json().path("token").asText())).isInstanceOf(Authenticated.class);
  }

  @Test
  void rejectsRotationOfRotatedInactiveAndExpiredKeys() {
    NewKey rotated = database.createKey();
    cli.ok("keys", "rotate", rotated.id());
    NewKey off = database.createKey();
    cli.ok("keys", "deactivate", off.id());
    NewKey expired = database.createKey("--expires=1h");
    expire(expired, 24);
    NewKey ofADemoted = database.createKey();

    assertThat(cli.run("keys", "rotate", rotated.id()))
        .isEqualTo(
            denied(
                "the key was already rotated; rotate its successor, which 'sallyport keys show'"
                    + " names."));
    assertThat(cli.run("keys", "rotate", off.id()))
        .isEqualTo(denied("the key is inactive; activate it first, or create a new key."));
    assertThat(cli.run("keys", "rotate", expired.id()))
        .isEqualTo(denied("the key has expired and cannot be rotated; create a new key."));
    cli.ok("users", "demote", "admin");
    assertThat(cli.run("keys", "rotate", ofADemoted.id()).err())
        .contains("API keys can only be created for staff users");
  }

  @Test
  void purgesKeysThatExpiredLongAgo() {
    NewKey endless = database.createKey();
    NewKey lately = database.createKey("--expires=1h");
    expire(lately, 24);
    expire(database.createKey("--expires=1h"), 100 * 24);

    assertThat(cli.asking(new ScriptedTerminal("y"), "keys", "purge", "--older-than=0d"))
        .isEqualTo(denied("not confirmed; nothing was deleted."));
    assertThat(cli.ok("keys", "purge", "--older-than=90d", "--yes").out())
        .isEqualTo("Deleted 1 key that expired more than 90d ago.\n");
    assertThat(cli.ok("keys", "purge", "--older-than=90d", "--yes").out())
        .isEqualTo("Deleted 0 keys that expired more than 90d ago.\n");
    assertThat(ids()).containsExactlyInAnyOrder(endless.id(), lately.id());
    assertThat(cli.ok("keys", "purge", "--older-than=0d", "--yes").out())
        .isEqualTo("Deleted 1 key that expired.\n");
    assertThat(ids()).containsExactly(endless.id());
  }

  @ParameterizedTest
  @ValueSource(ints = {-2400, 2400})
  void usesTheClockOfTheServer(int hours) {
    cli.withClockOffBy(Duration.ofHours(hours));
    NewKey expired = database.createKey("--expires=1h");
    NewKey expiring = database.createKey("--expires=3h");
    NewKey renewed = database.createKey("--ttl=3h");

    for (NewKey key : new NewKey[] {expiring, renewed}) {
      assertThat(seconds("created_at", key)).containsExactly("10800");
    }
    expire(expired, 91 * 24);
    assertThat(ids("--expired-for=90d")).containsExactly(expired.id());
    assertThat(ids("--expiring-within=4h")).containsExactly(renewed.id(), expiring.id());
    assertThat(ids("--expiring-within=2h")).isEmpty();
    assertThat(cli.ok("keys", "purge", "--older-than=90d", "--yes").out())
        .startsWith("Deleted 1 key ");
    cli.ok("keys", "rotate", expiring.id(), "--overlap=2h");
    assertThat(seconds("updated_at", expiring)).containsExactly("7200");
  }

  // Owners

  @Test
  void createsAccounts() {
    assertThat(cli.ok("accounts", "create", "--account-number", OTHER, "--name=B").out())
        .isEqualTo(OTHER + "\n");
    assertThat(cli.run("accounts", "create", "--account-number", OTHER))
        .isEqualTo(denied("account " + OTHER + " already exists."));
    String random = cli.ok("accounts", "create").out();
    assertThat(random).matches("[0-9]{4}-[0-9]{4}-[0-9]{4}\n");
    assertThat(
            database.query(
                "select name from sallyport_account where account_id = '%s'".formatted(OTHER)))
        .containsExactly("B");
    assertThat(cli.run("accounts", "create", "--name", "x".repeat(256)).exitCode()).isEqualTo(2);
    assertThat(cli.run("accounts", "create", "--name", "a\nb").exitCode()).isEqualTo(2);
  }

  @Test
  void createsUsers() {
    String password = UUID.randomUUID().toString();

    Cli.Run run =
        cli.piped(
            password,
            args(
                "users", "create", ADA, "--staff", "--email=ada@example.com", "--password-file=-"));

    assertThat(run.out()).isEqualTo("Created user ada@" + ACCOUNT + " (staff).\n");
    assertThat(run.out() + run.err()).doesNotContain(password);
    assertThat(isPasswordOf("ada", password)).isTrue();
    assertThat(database.query("select email from sallyport_user where user_id = 'ada'"))
        .containsExactly("ada@example.com");
    assertThat(
            cli.ok(
                    "users",
                    "create",
                    "--account-number",
                    ACCOUNT,
                    "--username=guest",
                    "--no-password",
                    "--no-staff")
                .out())
        .isEqualTo("Created user guest@" + ACCOUNT + " (not staff, cannot have API keys).\n");
  }

  @Test
  void rejectsExistingUsersMissingAccountsAndShortPasswords() {
    cli.ok("accounts", "create", "--account-number", OTHER);

    assertThat(cli.run(args("users", "create", OWNER)))
        .isEqualTo(denied("user admin@" + ACCOUNT + " already exists."));
    assertThat(
            cli.run("users", "create", "--account-number=0000-0000-0000", "--username=ada").err())
        .contains("account 0000-0000-0000 not found");
    assertThat(cli.piped("1234567", args("users", "create", ADA, "--password-file=-")).exitCode())
        .isEqualTo(2);
  }

  @Test
  void namesUsersOfSeveralAccounts() {
    cli.ok("accounts", "create", "--account", "a/b %@", "--name=Odd");
    cli.ok("users", "create", "--account", "a/b %@", "--user=admin", "--staff", "--no-password");
    String namesake = "admin@a/b %25%40";

    assertThat(cli.run("users", "demote", "admin").err())
        .isEqualTo(
            "Error: admin names several users; name one of them: "
                + "admin@3141-5926-5359, "
                + namesake
                + ".\n");
    assertThat(cli.ok("users", "demote", namesake).out())
        .isEqualTo("User " + namesake + " is not staff.\n");
    assertThat(cli.ok("audit", "list", "--user", namesake, "--limit=1", "--format=json").json())
        .asString()
        .contains("user.demoted");
    assertThat(cli.run("keys", "create", "--user", namesake).err()).contains("users promote");
    assertThat(cli.ok("users", "delete", namesake, "--yes").out()).contains("keys deleted: 0");
    assertThat(cli.ok("users", "demote", "admin").out())
        .isEqualTo("User admin@" + ACCOUNT + " is not staff.\n");
  }

  /** The text of one user is the id of another: neither is taken for the other. */
  @Test
  void takesNoUserForAnotherWhoseIdLooksLikeItsText() {
    cli.ok("users", "create", "--account", ACCOUNT, "--user", "admin@" + ACCOUNT, "--no-password");

    assertThat(cli.run("users", "deactivate", "admin@" + ACCOUNT).err())
        .contains("several users", "admin@" + ACCOUNT + "@" + ACCOUNT);
    assertThat(cli.ok("users", "deactivate", "admin@" + ACCOUNT + "@" + ACCOUNT).out())
        .isEqualTo("User admin@%s@%s is inactive.\n".formatted(ACCOUNT, ACCOUNT));
  }

  @Test
  void needsNoAccountInAnApplicationWithoutAccounts() {
    cli.ok("users", "create", "--user=ada@example.com", "--staff", "--no-password");
    cli.ok("users", "create", "--user=ci", "--service");
    cli.ok("keys", "create", "--user=ada@example.com");
    cli.ok("keys", "create", "--user=ci");
    cli.ok("resources", "create", "--name=bot");

    assertThat(cli.ok("keys", "list", "--account=default").out()).contains("ci", "ada@example.com");
    assertThat(cli.ok("resources", "list").out()).contains("llm-client/bot");
    assertThat(cli.ok("users", "list", "--account=default").out()).contains("service");
    assertThat(cli.piped("open sesame", "users", "set-password", "ci", "--password-file=-").err())
        .contains("a service cannot have a password");
  }

  @Test
  void listsAccountsAndUsers() {
    cli.ok("accounts", "create", "--account-number", OTHER, "--name=Bees");
    cli.ok(args("users", "create", ADA, "--no-password", "--no-staff", "--email=a@b.example"));
    cli.ok("users", "deactivate", "ada");
    String[] users = {"users", "list", "--account-number", ACCOUNT};

    assertThat(cli.ok("accounts", "list", "--query=bee").out())
        .isEqualTo(
            """
            ACCOUNT         STATE   NAME
            1111-2222-3333  active  Bees
            """);
    assertThat(cli.ok(users).out())
        .isEqualTo(
            """
            USER   ACCOUNT         STATE     STAFF  EMAIL
            ada    3141-5926-5359  inactive  -      a@b.example
            admin  3141-5926-5359  active    staff  -
            """);
    JsonNode first = cli.ok(args(users, "--size=1", "--format=json")).json();
    assertThat(first.path("items").findValuesAsText("userId")).containsExactly("ada");
    assertThat(first.path("total").asInt()).isEqualTo(2);
    assertThat(cli.ok(args(users, "--size=1")).err()).isEqualTo("1 more; see --page 2.\n");
    assertThat(cli.ok("accounts", "list", "--query=nowhere").err())
        .isEqualTo("No accounts found.\n");
    assertThat(cli.run("users", "list", "--size=501").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"users,admin", "accounts," + ACCOUNT})
  void stopsAndRestoresTheKeysOfAnOwner(String kind, String name) {
    NewKey key = database.createKey();

    assertThat(cli.ok(kind, "deactivate", name).out()).endsWith("is inactive.\n");
    assertThat(reason(key)).isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(cli.ok(kind, "deactivate", name).out()).endsWith("is inactive.\n");
    assertThat(cli.ok(kind, "activate", name).out()).endsWith("is active.\n");
    assertThat(authenticate(key.token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void reportsThatTheAccountOfAnActiveUserIsInactive() {
    cli.ok("users", "deactivate", "admin");
    cli.ok("accounts", "deactivate", ACCOUNT);

    assertThat(cli.ok("users", "activate", "admin").out())
        .isEqualTo(
            "User admin@%s is active, but the account is inactive, so the user's keys are denied.\n"
                .formatted(ACCOUNT));
  }

  @Test
  void promotesAndDemotes() {
    assertThat(cli.ok("users", "demote", "admin").out()).endsWith("is not staff.\n");
    assertThat(cli.ok("users", "promote", "admin").out()).endsWith("is staff.\n");
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
    Cli.Run run = cli.run(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).matches("Error: (user|account) .* not found; create it with '.*'\\.\n");
    assertThat(cli.run(args(command.split(" "), "--reason", "x".repeat(501))).exitCode())
        .isEqualTo(2);
  }

  @Test
  void setsAPassword() {
    String password = UUID.randomUUID().toString();
    ScriptedTerminal terminal = new ScriptedTerminal(password, password);

    Cli.Run run = cli.asking(terminal, "users", "set-password", "admin");

    assertThat(run.out()).isEqualTo("User admin@" + ACCOUNT + " has a new password.\n");
    assertThat(isPasswordOf("admin", password)).isTrue();
    assertThat(cli.piped("short", "users", "set-password", "admin", "--password-file=-").exitCode())
        .isEqualTo(2);
  }

  @Test
  void deletesOwnersWithTheirKeys() {
    cli.ok("accounts", "create", "--account-number", OTHER);
    for (String name : List.of("bea", "cyd")) {
      String[] user = {"--account-number", OTHER, "--username", name};
      cli.ok(args("users", "create", user, "--staff", "--no-password"));
      cli.ok(args("keys", "create", user));
    }
    ScriptedTerminal terminal = new ScriptedTerminal("yes");

    assertThat(cli.asking(terminal, "users", "delete", "bea").out())
        .isEqualTo("Deleted user bea@" + OTHER + "; keys deleted: 1.\n");
    assertThat(terminal.questions()).singleElement().asString().contains("bea@" + OTHER, "keys");
    assertThat(cli.ok("accounts", "delete", OTHER, "--yes", "--reason=moved").out())
        .isEqualTo(
            "Deleted account %s; users deleted: 1, keys: 1, resources: 0.\n".formatted(OTHER));
    assertThat(database.query("select user_id from sallyport_user")).containsExactly("admin");
    assertThat(cli.run("users", "delete", "bea", "--yes").err())
        .startsWith("Error: user bea not found");
    assertThat(cli.run("accounts", "delete", OTHER, "--yes").err())
        .startsWith("Error: account " + OTHER + " not found");
  }

  // Resources

  @Test
  void createsListsAndDeletesResources() {
    NewKey key = database.createKey();

    assertThat(cli.ok(args("resources", "create", BOT)).out())
        .isEqualTo("Created resource llm-client/sales-bot of account " + ACCOUNT + ".\n");
    assertThat(cli.run(args("resources", "create", BOT)))
        .isEqualTo(denied("the resource name llm-client/sales-bot is taken."));
    String[] weather = {"--account-number", ACCOUNT, "--type=plugin", "--name=weather"};
    assertThat(cli.run(args("resources", "create", weather, "--key", ABSENT)).exitCode())
        .isEqualTo(1);
    cli.ok(args("resources", "create", weather, "--key", key.id()));
    assertThat(cli.run("resources", "create", "--account-number=0000-0000-0000", "--name=x").err())
        .contains("account 0000-0000-0000 not found");

    assertThat(resources())
        .isEqualTo(
            """
            RESOURCE              BOUND KEYS
            llm-client/sales-bot  -
            plugin/weather        %s
            """
                .formatted(key.id()));
    ScriptedTerminal terminal = new ScriptedTerminal("yes");
    assertThat(cli.asking(terminal, args("resources", "delete", BOT)).out())
        .isEqualTo("Deleted resource llm-client/sales-bot.\n");
    assertThat(terminal.questions())
        .containsExactly(
            "Delete resource llm-client/sales-bot (no bound keys) permanently?"
                + " Type yes to confirm:");
    assertThat(resources()).doesNotContain("sales-bot").contains("plugin/weather");
  }

  @Test
  void addsAndRemovesABinding() {
    NewKey key = database.createKey();
    cli.ok(args("resources", "create", BOT));

    Cli.Run bound = cli.ok(args("bindings", "add", BOT, "--key-id", key.id()));
    Cli.Run again = cli.ok(args("bindings", "add", BOT, "--key-id", key.id()));
    JsonNode listed =
        cli.ok("resources", "list", "--account-number", ACCOUNT, "--format=json").json();
    Cli.Run undone = cli.ok(args("bindings", "remove", BOT, "--key-id", key.id()));
    Cli.Run undoneAgain = cli.ok(args("bindings", "remove", BOT, "--key-id", key.id()));

    String start = "API key " + key.id();
    String end = " resource llm-client/sales-bot.\n";
    assertThat(bound).isEqualTo(new Cli.Run(0, start + " is now bound to" + end, ""));
    assertThat(again.out()).isEqualTo(start + " was already bound to" + end);
    assertThat(undone.out()).isEqualTo(start + " is no longer bound to" + end);
    assertThat(undone.err())
        .startsWith("No key is bound to the resource now")
        .contains("unbound-resources");
    assertThat(undoneAgain.out()).isEqualTo(start + " was not bound to" + end);
    JsonNode resource = listed.path("items").path(0);
    assertThat(resource.path("type").asText()).isEqualTo("llm-client");
    assertThat(resource.path("name").asText()).isEqualTo("sales-bot");
    assertThat(resource.path("groupIds").path(0).asText()).isEqualTo(key.id());
  }

  /** G-03: responses do not disclose the resources and keys of other accounts. */
  @ParameterizedTest
  @ValueSource(strings = {"bindings add", "bindings remove"})
  void doesNotDistinguishForeignFromMissing(String command) {
    cli.ok("accounts", "create", "--account-number", OTHER);
    NewKey foreign = database.createKey();
    Cli.Run absentResource =
        cli.run(args(command.split(" "), BOT_OF_OTHER, "--key-id", foreign.id()));
    cli.ok(args("resources", "create", BOT));
    Cli.Run foreignResource =
        cli.run(args(command.split(" "), BOT_OF_OTHER, "--key-id", foreign.id()));
    cli.ok("resources", "create", "--account-number", OTHER, "--name=own");
    String[] own = {"--account-number", OTHER, "--name=own"};
    Cli.Run foreignKey = cli.run(args(command.split(" "), own, "--key-id", foreign.id()));
    Cli.Run absentKey = cli.run(args(command.split(" "), own, "--key-id", ABSENT));

    assertThat(foreignResource).isEqualTo(absentResource);
    assertThat(absentResource)
        .isEqualTo(
            denied(
                "resource llm-client/sales-bot not found in account 1111-2222-3333; 'sallyport"
                    + " resources list' shows its resources."));
    assertThat(absentKey)
        .isEqualTo(
            denied(
                "API key "
                    + ABSENT
                    + " not found in account 1111-2222-3333; 'sallyport keys list' shows its keys."));
    assertThat(foreignKey.err().replace(foreign.id(), ABSENT)).isEqualTo(absentKey.err());
    assertThat(cli.run(args("resources", "delete", BOT_OF_OTHER, "--yes")))
        .isEqualTo(absentResource);
    assertThat(resources()).contains("sales-bot").doesNotContain(foreign.id());
  }

  // Audit log

  @Test
  void listsEntriesOfOneSubject() {
    NewKey key = database.createKey("--name=ci");
    cli.ok("keys", "edit", key.id(), "--name=new=name", "--reason", "Schlüssel");
    cli.ok(args("users", "create", ADA, "--no-password"));
    cli.ok("accounts", "create", "--account-number", OTHER);
    cli.ok("accounts", "delete", OTHER, "--yes");
    cli.ok(args("resources", "create", BOT));
    cli.ok(args("resources", "delete", BOT, "--yes"));

    assertThat(actions("--key", key.id())).containsExactly("key.created", "key.changed");
    assertThat(actions("--user=ada")).endsWith("user.created");
    assertThat(actions("--account", OTHER, "--limit=3"))
        .containsExactly("account.created", "account.deactivated", "account.deleted");
    assertThat(actions("--resource=llm-client/sales-bot")).endsWith("resource.deleted");
    assertThat(actions("--user=unknown")).isEmpty();
    assertThat(cli.ok("audit", "list", "--user=unknown").err()).isEqualTo("No entries found.\n");

    JsonNode entry = entries("--key", key.id(), "--limit=1").path(0);
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactly(
            "sequence",
            "at",
            "action",
            "subject",
            "actor",
            "origin",
            "reason",
            "before",
            "after",
            "hash");
    assertThat(entry.path("before").path("name").asText()).isEqualTo("ci");
    assertThat(entry.path("after").path("name").asText()).isEqualTo("new=name");
    assertThat(entry.path("reason").asText()).isEqualTo("Schlüssel");
    List<String> lines = cli.ok("audit", "list", "--key", key.id()).lines();
    assertThat(lines).contains("    reason: Schlüssel");
    assertThat(lines.get(0)).matches("WHEN +WHO +FROM +ACTION +SUBJECT");
  }

  private static AuthenticationResult authenticate(String token) {
    return database.server().authenticate(token);
  }

  private DenialReason reason(NewKey key) {
    return ((Denied) authenticate(key.token())).reason();
  }

  /** Returns the expected run of a command that was denied. */
  private static Cli.Run denied(String sentence) {
    return new Cli.Run(1, "", "Error: " + sentence + "\n");
  }

  private JsonNode show(String id) {
    return cli.ok("keys", "show", id, "--format=json").json();
  }

  private JsonNode list(String... options) {
    return cli.ok(args("keys", "list", "--account-number", ACCOUNT, "--format=json", options))
        .json();
  }

  private List<String> ids(String... options) {
    return list(options).path("items").findValuesAsText("id");
  }

  private String resources() {
    return cli.ok("resources", "list", "--account-number", ACCOUNT).out();
  }

  private JsonNode entries(String... options) {
    return cli.ok(args("audit", "list", "--format=json", options)).json().path("items");
  }

  private List<String> actions(String... options) {
    return entries(options).findValuesAsText("action");
  }

  private void expire(NewKey key, int hoursAgo) {
    set(key, "expires_at = dateadd('hour', -%d, current_timestamp)".formatted(hoursAgo));
  }

  private void set(NewKey key, String change) {
    database.execute("update sallyport_key set %s where id = '%s'".formatted(change, key.id()));
  }

  private List<String> seconds(String from, NewKey key) {
    return database.query(
        "select datediff('second', %s, expires_at) from sallyport_key where id = '%s'"
            .formatted(from, key.id()));
  }

  private boolean isPasswordOf(String username, String password) {
    String hash =
        database
            .query(
                "select password_hash from sallyport_user where user_id = '%s'".formatted(username))
            .get(0);
    return Digester.argon2id(Argon2Profile.PASSWORD).matches(Secret.of(password), hash);
  }
}
