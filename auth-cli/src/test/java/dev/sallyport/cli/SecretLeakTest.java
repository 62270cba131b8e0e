package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests that logs of all levels, tables and output contain no tokens and passwords. */
@Isolated("log records of other tests must not be recorded")
class SecretLeakTest {
  private static final Logger ROOT = Logger.getLogger("");

  /** Jetty's logger that prints each byte that the server reads, at the finest level. */
  private static final Logger WIRE = Logger.getLogger("org.eclipse.jetty.http.HttpParser");

  private static final String[] ACCOUNT_AND_NAME = {
    "--account-number", TestDatabase.ACCOUNT, "--name=bot"
  };

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private final Recorder recorder = new Recorder();
  private final Handler[] handlers = ROOT.getHandlers();
  private final Level level = ROOT.getLevel();

  @BeforeEach
  void listen() {
    for (Handler handler : handlers) {
      ROOT.removeHandler(handler);
    }
    ROOT.setLevel(Level.ALL);
    WIRE.setLevel(Level.INFO);
    ROOT.addHandler(recorder);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(recorder);
    ROOT.setLevel(level);
    WIRE.setLevel(null);
    for (Handler handler : handlers) {
      ROOT.addHandler(handler);
    }
  }

  @Test
  void logsTablesAndOutputContainNoSecrets() throws IOException {
    database = TestDatabase.withOwner(folder);
    String password = UUID.randomUUID().toString();
    database
        .cli()
        .piped(
            password,
            args(
                "users",
                "create",
                "--account-number=3141-5926-5359",
                "--username=ada",
                "--password-file=-"));
    String another = UUID.randomUUID().toString();
    assertThat(
            database
                .cli()
                .piped(
                    another,
                    "users",
                    "set-password",
                    "ada",
                    "--password-file=-",
                    "--reason=forgotten")
                .exitCode())
        .isZero();
    String token = database.cli().ok(args("keys", "create", OWNER)).out().strip();
    String id = database.query("select id from sallyport_key").get(0);
    int shown = database.cli().runs().size() - 1;
    String successor = database.cli().ok("keys", "rotate", id).out().strip();
    int shownToo = shown + 1;

    for (String command :
        new String[] {
          "keys show", "keys toggle", "keys toggle", "keys activate", "keys delete --yes"
        }) {
      database.cli().ok(args(command.split(" "), id));
    }
    database.cli().ok("audit", "list");
    database.cli().ok("audit", "list", "--format=json");
    database.cli().ok("audit", "verify");
    database.cli().ok(args("resources", "create", ACCOUNT_AND_NAME));
    database.cli().run(args("bindings", "add", ACCOUNT_AND_NAME, "--key-id", token));
    database.cli().run(args("resources", "create", OWNER[0], OWNER[1], "--name=" + token + "/"));
    database.cli().run(args("resources", "create", "--account-number=0000-0000-0000", "--name=b"));
    database.cli().run(args("keys", "create", OWNER, "--network", token));
    database.cli().run("audit", "list", "--resource", token);
    database.cli().run("scan", token);
    Path log = Files.writeString(folder.resolve("app-" + token + ".log"), successor + "\n" + token);
    database.cli().run("scan", log.toString());
    database.cli().run("scan", "--format=json", folder.toString());
    database.cli().piped(token, "scan", "--knox", "--deactivate", "--yes", "-");
    database.cli().run("keys", "show", token);
    database.cli().run("audit", "list", "--key", token);
    database.cli().run("audit", "verify", "--anchor", token);
    database.cli().run("users", "set-password", "ada", password);
    database.cli().run(token);
    database
        .cli()
        .run("whoami", "--api-key", token, "--url", "http://127.0.0.1:1", "--stack-trace");
    String script = String.join("\n", database.query("script"));

    StringBuilder output = new StringBuilder();
    for (int i = 0; i < database.cli().runs().size(); i++) {
      output.append(database.cli().runs().get(i).err());
      output.append(i == shown || i == shownToo ? "" : database.cli().runs().get(i).out());
    }
    String[] secrets = {token, successor, password, another};
    assertThat(recorder.text()).contains("dev.sallyport").doesNotContain(secrets);
    assertThat(output).contains(id).doesNotContain(secrets);
    assertThat(script).contains("SALLYPORT_USER").doesNotContain(secrets);
  }

  @Test
  void logsAndOutputThroughAServerContainNoSecrets() throws IOException {
    String password = UUID.randomUUID().toString();
    database = TestDatabase.withOwner(folder).behindAServer();
    Cli cli = database.cli();
    String key = database.server().key().reveal();
    String token = cli.ok(args("keys", "create", OWNER)).out().strip();
    String id = database.query("select id from sallyport_key").get(0);
    cli.ok("keys", "rotate", id);
    String successor = cli.runs().get(cli.runs().size() - 1).out().strip();
    int shown = cli.runs().size();

    cli.piped(password, "users", "set-password", "admin", "--password-file=-");
    cli.piped("short", "users", "set-password", "admin", "--password-file=-");
    cli.ok("keys", "show", id);
    cli.ok("keys", "list", "--format=yaml");
    cli.ok("audit", "list");
    cli.run("keys", "list", "-q", token, "--stack-trace");
    cli.run("keys", "list", "--url", "http://u:" + token + "@127.0.0.1");
    cli.with("SALLYPORT_API_KEY", token + "x").run("keys", "list", "--stack-trace");
    cli.with("SALLYPORT_API_KEY", key + "\u00e9").run("keys", "list", "--stack-trace");
    String script = String.join("\n", database.query("script"));

    String output =
        cli.runs().stream().map(Cli.Run::err).collect(joining())
            + cli.runs().stream().skip(shown).map(Cli.Run::out).collect(joining());
    String[] secrets = {key, successor, password};
    assertThat(recorder.text()).contains("org.eclipse.jetty").doesNotContain(secrets);
    assertThat(output).contains(id).doesNotContain(secrets);
    assertThat(script).doesNotContain(secrets);
  }

  /** Handler that records log messages and stack traces. */
  private static final class Recorder extends Handler {
    private final StringWriter text = new StringWriter();

    @Override
    public synchronized void publish(LogRecord event) {
      text.append(event.getLoggerName()).append(' ');
      text.append(new SimpleFormatter().formatMessage(event)).append('\n');
      if (event.getThrown() != null) {
        event.getThrown().printStackTrace(new PrintWriter(text, true));
      }
    }

    synchronized String text() {
      return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
