package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.output.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandsTest {
  private static final Screen TERMINAL = new Screen(120, true, false, false);

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void listsActorOriginActionAndReasonNewestLast() {
    NewKey key = database.createKey("--name", "ci of blue; \"x\" -> y", "--reason", "ticket 1");
    database
        .cli()
        .as(new Operator("ada", "laptop"))
        .ok("keys", "deactivate", key.id(), "--reason=leaked");

    Cli.Run run = database.cli().on(TERMINAL).ok("audit", "list");

    List<String> lines = run.lines();
    assertThat(run.err()).isEmpty();
    assertThat(lines).allMatch(line -> line.length() <= 120);
    assertThat(lines.get(0)).matches("WHEN +WHO +FROM +ACTION +SUBJECT");
    assertThat(lines.get(1))
        .containsPattern("^(now|\\d+ \\w+ ago) ")
        .contains("cli:tester  workbench  account.created", ACCOUNT);
    assertThat(lines.get(2)).isEqualTo("    active: true; name: Example");
    assertThat(lines.get(5)).contains("key.created", "key ci of blue");
    assertThat(run.out()).contains("; name: \"ci of blue; \\\"x\\\" -> y\"");
    assertThat(lines.get(lines.size() - 4)).isEqualTo("    reason: ticket 1");
    assertThat(lines.get(lines.size() - 3)).contains("cli:ada     laptop     key.deactivated");
    assertThat(lines.get(lines.size() - 2)).isEqualTo("    active: true -> false");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("    reason: leaked");
  }

  @Test
  void namesKeysOnATerminalOnly() {
    NewKey key = database.createKey("--name=ci");
    NewKey gone = database.createKey("--name=gone");
    database.cli().ok("keys", "deactivate", key.id());
    database.cli().ok("keys", "delete", gone.id(), "--yes");
    database.cli().ok("users", "demote", "admin");

    String onTerminal = database.cli().on(TERMINAL).ok("audit", "list", "--limit=3").out();
    assertThat(onTerminal)
        .contains("key ci", "key gone", "  admin@" + ACCOUNT)
        .doesNotContain(key.id(), gone.id(), "user:");
    assertThat(database.cli().on(Screen.NONE).ok("audit", "list", "--limit=3").out())
        .contains("key:" + key.id(), "key:" + gone.id(), "user:admin@");
  }

  @Test
  void cutsLongTextsOnATerminalOnly() {
    database.createKey("--description", "\"".repeat(255));
    database
        .cli()
        .as(new Operator("u".repeat(300), "🗝".repeat(300)))
        .ok("users", "demote", "admin");

    assertThat(database.cli().ok("audit", "list").out()).contains("\\\"".repeat(255));
    List<String> lines = database.cli().on(TERMINAL).ok("audit", "list").lines();

    assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= 120);
    assertThat(lines).anyMatch(line -> line.matches(" {4}description: \"(\\\\\"){40,}\\\\?\\.{3}"));
    assertThat(lines)
        .anyMatch(line -> line.matches(".*  cli:u{12,}\\.{3}  🗝{11,}\\.{3}  user\\.demoted  .*"));
  }

  @Test
  void listsEntriesOfOneSubject() {
    NewKey key = database.createKey();
    database.cli().ok("accounts", "deactivate", ACCOUNT);
    database.cli().ok("users", "demote", "admin");

    assertThat(actions("--key", key.id().toUpperCase(Locale.ROOT))).containsExactly("key.created");
    assertThat(actions("--account", ACCOUNT))
        .containsExactly("account.created", "account.deactivated");
    assertThat(actions("--user=admin")).containsExactly("user.created", "user.demoted");
    assertThat(actions("--user=admin", "--limit=1")).containsExactly("user.demoted");
    assertThat(actions("--user=unknown")).isEmpty();
    assertThat(database.cli().ok("audit", "list", "--user=unknown").err())
        .isEqualTo("No entries found.\n");
  }

  @Test
  void listsTheLatestEntries() {
    NewKey key = database.createKey();
    for (int i = 0; i < 10; i++) {
      database.cli().ok("keys", "toggle", key.id());
    }

    assertThat(sequences("--limit=3")).containsExactly(11, 12, 13);
    assertThat(sequences("--limit=1000")).hasSize(13).startsWith(1, 2).endsWith(13);
    database.execute("delete from sallyport_audit where sequence_number between 2 and 11");
    assertThat(sequences("--limit=3")).containsExactly(1, 12, 13);
  }

  @Test
  void listsForScripts() {
    NewKey key = database.createKey("--name=ci");
    database.cli().ok("keys", "edit", key.id(), "--name=new=name", "--reason", "Schlüssel");

    Cli.Run run = database.cli().ok("audit", "list", "--limit=1", "--format=json");

    JsonNode entry = run.json().path("items").path(0);
    assertThat(run.err()).isEmpty();
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
    assertThat(entry.path("actor").asText()).isEqualTo("cli:tester");
    assertThat(entry.path("origin").asText()).isEqualTo("workbench");
    assertThat(entry.path("before").path("name").asText()).isEqualTo("ci");
    assertThat(entry.path("after").path("name").asText()).isEqualTo("new=name");
    assertThat(entry.path("reason").asText()).isEqualTo("Schlüssel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --limit=0",
        "list --limit=1001",
        "list --limit=x",
        "list --key=",
        "list --account=\u0007",
        "list --user=a --account=3141-5926-5359",
        "verify --anchor=1",
        "verify --anchor=0:0000000000000000000000000000000000000000000000000000000000000000",
        "verify more"
      })
  void rejectsInvalidOptions(String command) {
    Cli.Run run = database.cli().run(args("audit", command.split(" ")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1);
  }

  @Test
  void verifiesAnIntactLogAndPrintsAnAnchor() {
    Cli.Run run = database.cli().ok("audit", "verify");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            "2 entries, all intact; anchor 2:[0-9a-f]{64} \\(store it and pass it as --anchor"
                + " next time\\)\\.\n");
    JsonNode json = database.cli().ok("audit", "verify", "--format=json").json();
    String anchor = json.path("anchor").asText();
    assertThat(run.out()).contains(anchor);
    assertThat(json.path("intact").asBoolean()).isTrue();
    assertThat(json.path("intactEntries").asInt()).isEqualTo(2);

    database.createKey();
    assertThat(database.cli().ok("audit", "verify", "--anchor", anchor).out())
        .startsWith("3 entries, all intact; anchor 3:");
  }

  @Test
  void verifiesAnEmptyLog() {
    database.close();
    database = TestDatabase.migrated(folder);

    assertThat(database.cli().ok("audit", "verify").out()).isEqualTo("The audit log is empty.\n");
    assertThat(database.cli().ok("audit", "list").err()).isEqualTo("No entries found.\n");
    database.cli().ok("accounts", "create");
    assertThat(database.cli().ok("audit", "verify").out()).startsWith("1 entry, intact; anchor 1:");
  }

  @Test
  void reportsTheFirstChangedEntry() {
    database.createKey();
    database.execute("update sallyport_audit set actor = 'cli:eve' where sequence_number = 2");

    Cli.Run run = database.cli().run("audit", "verify");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .matches(
            "Error: entry 2 of the audit log was changed: its hash does not match its content; all"
                + " entries up to 1:[0-9a-f]{64} are intact\\.\n");
    JsonNode json = database.cli().run("audit", "verify", "--format=json").json();
    assertThat(json.path("intact").asBoolean()).isFalse();
    assertThat(json.path("flawedEntry").asInt()).isEqualTo(2);
    assertThat(json.path("flaw").asText()).startsWith("was changed");
  }

  @Test
  void reportsADeletedEntry() {
    database.createKey();
    database.execute("delete from sallyport_audit where sequence_number = 1");

    Cli.Run run = database.cli().run("audit", "verify");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "Error: entry 2 of the audit log is out of sequence: expected entry 1; no entry before it"
                + " is intact.\n");
  }

  @Test
  void detectsATruncatedOrRewrittenLogByAnAnchor() {
    database.createKey();
    String anchor =
        database.cli().ok("audit", "verify", "--format=json").json().path("anchor").asText();
    String other = anchor.substring(0, 2) + "0".repeat(64);

    Cli.Run anew = database.cli().run("audit", "verify", "--anchor", other);
    database.execute("delete from sallyport_audit where sequence_number = 3");
    assertThat(database.cli().run("audit", "verify").exitCode()).isEqualTo(1);
    database.execute(
        "update sallyport_audit_head set sequence_number = 2, entry_hash ="
            + " (select entry_hash from sallyport_audit where sequence_number = 2)");
    Cli.Run cut = database.cli().run("audit", "verify", "--anchor", anchor);

    assertThat(database.cli().run("audit", "verify").exitCode()).isZero();
    assertThat(anew.exitCode() + cut.exitCode()).isEqualTo(2);
    assertThat(anew.err())
        .contains("entry 3 of the audit log does not match the hash of the anchor");
    assertThat(cut.err()).contains("entry 3 of the audit log is missing: the log was truncated");
  }

  @Test
  void printsNoControlCharacters() {
    database.createKey();
    database.execute(
        "update sallyport_audit set origin = 'a' || char(8238) || 'b', action = 'a' || char(8294),"
            + " subject = 'c' || char(8238), reason = 'd' || char(8238) || 'e',"
            + " state_after = 'na' || char(27) || 'me=' || char(155) || '[2J' || char(10) || 'nameless'");

    String table = database.cli().ok("audit", "list").out();
    String printed = table + database.cli().ok("audit", "list", "--format=json").out();
    assertThat(table).contains("\"\": nameless");

    assertThat(printed).doesNotContain("\u001b", "\u009b", "\u202e", "\u2066");
  }

  @Test
  void logsActorAndReasonOfEveryChange() {
    Cli cli = database.cli().as(new Operator("ada", "laptop"));
    String[] why = {"--reason", "because"};
    cli.ok(args("accounts", "create", "--account-number=1111-2222-3333", why));
    cli.ok(
        args(
            "users",
            "create",
            "--account-number=1111-2222-3333",
            "--username=bob",
            "--no-password",
            why));
    cli.piped("a password", args("users", "set-password", "bob", "--password-file=-", why));
    for (String command : new String[] {"deactivate", "activate", "demote", "promote"}) {
      cli.ok(args("users", command, "bob", why));
    }
    cli.ok(args("accounts", "deactivate", "1111-2222-3333", why));
    cli.ok(args("accounts", "activate", "1111-2222-3333", why));
    String id = database.createKey("--ttl=1d", "--reason", "because").id();
    cli.ok(args("keys", "deactivate", id, why));
    cli.ok(args("keys", "activate", id, why));
    cli.ok(args("keys", "toggle", id, why));
    cli.ok(args("keys", "toggle", id, why));
    cli.ok(args("keys", "edit", id, "--name=name", why));
    cli.ok(args("keys", "edit", id, "--description=text", why));
    cli.ok(args("keys", "rotate", id, "--immediately", why));
    cli.ok(args("keys", "purge", "--older-than=0d", "--yes", why));
    String successor = database.query("select id from sallyport_key").get(0);
    cli.ok(args("keys", "delete", successor, "--yes", why));
    cli.piped(
        "digest,user,account_number\n" + "ab".repeat(64) + ",eve,2222-3333-4444\n",
        args("import", "-", why));

    JsonNode entries =
        cli.ok("audit", "list", "--limit=1000", "--format=json").json().path("items");
    assertThat(entries).hasSizeGreaterThan(22);
    int withoutReason = 2; // entries of the test's setup
    for (JsonNode entry : entries) {
      if (withoutReason-- > 0) {
        continue;
      }
      assertThat(entry.path("actor").asText()).isEqualTo("cli:ada");
      assertThat(entry.path("origin").asText()).isEqualTo("laptop");
      assertThat(entry.path("reason").asText()).isEqualTo("because");
    }
    assertThat(entries.findValuesAsText("action"))
        .contains("key.rotated", "key.purged", "key.imported", "user.password-set")
        .contains("key.deleted", "key.changed", "user.promoted", "account.activated");
    assertThat(cli.run("audit", "verify").exitCode()).isZero();
  }

  private List<String> actions(String... options) {
    return database
        .cli()
        .ok(args("audit", "list", "--format=json", options))
        .json()
        .path("items")
        .findValuesAsText("action");
  }

  private List<Integer> sequences(String... options) {
    return database
        .cli()
        .ok(args("audit", "list", "--format=json", options))
        .json()
        .path("items")
        .findValuesAsText("sequence")
        .stream()
        .map(Integer::valueOf)
        .toList();
  }
}
