package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  @TempDir Path folder;
  @TempDir Path home;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  private Cli cli = new Cli();
  private String key = "";

  @BeforeEach
  void open() {
    database = TestDatabase.withOwner(folder).behindAServer();
    key = database.server().key().reveal();
    cli = new Cli().with("HOME", home.toString());
  }

  private Path file() {
    return home.resolve(".config/sallyport/logins.json");
  }

  @Test
  void storesAServerAndItsKeyForLaterCommands() throws IOException {
    Cli.Run login = cli.piped(key, "login", "--url", database.server().url());

    assertThat(login.exitCode()).isZero();
    assertThat(login.out()).startsWith("Logged in with an API key of ");
    assertThat(login.out() + login.err()).doesNotContain(key);
    assertThat(cli.ok("keys", "list").exitCode()).isZero();
    assertThat(cli.ok("keys", "list", "--url", database.server().url()).exitCode()).isZero();
    assertThat(cli.ok("status").out()).contains("server    http://127.0.0.1:", "owner ");
    assertThat(cli.ok("status", "--format=json").json().path("changes").asText()).isEqualTo("yes");
    if (IS_POSIX) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }

    assertThat(cli.ok("logout").out()).startsWith("Logged out of http://127.0.0.1:");
    assertThat(Files.readString(file())).doesNotContain(key);
    assertThat(cli.run("keys", "list").err()).contains("no database or server given");
    assertThat(cli.run("logout").exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"schemes, Bearer", "schemes, off"})
  void sendsTheKeyAsTheServerAcceptsIt(String setting, String value) {
    try (TestDatabase own = TestDatabase.withOwner(home);
        TestServer server = new TestServer(own.url(), Map.of(setting, value))) {
      String token = server.key().reveal();

      assertThat(cli.piped(token, "login", "--url", server.url()).err()).isEmpty();
      assertThat(cli.ok("keys", "list").out()).contains("for the command");
      assertThat(cli.piped(token + "x", "login", "--url", server.url()).exitCode()).isEqualTo(1);
    }
  }

  @Test
  void prefersXdgConfigHome() {
    Path config = home.resolve("elsewhere");
    cli.with("XDG_CONFIG_HOME", config.toString())
        .piped(key, "login", "--url", database.server().url());

    assertThat(config.resolve("sallyport/logins.json")).exists();
    assertThat(file()).doesNotExist();
  }

  @Test
  void storesNoKeyThatTheServerRejects() {
    Cli.Run run = cli.piped(key + "x", "login", "--url", database.server().url());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).doesNotContain(key);
    assertThat(file()).doesNotExist();
    assertThat(cli.piped(key, "login").err()).contains("no server given");
  }

  @Test
  void sendsNoOtherKeyToTheServerOfTheLogin() {
    cli.piped(key, "login", "--url", database.server().url());

    Cli.Run run = cli.with("SALLYPORT_API_KEY", "of_production").run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("SALLYPORT_API_KEY is set, but no server")
        .doesNotContain("of_production");
  }

  @Test
  void sendsAStoredKeyToItsOwnServerOnly() {
    cli.piped(key, "login", "--url", database.server().url());

    Cli.Run other = cli.piped("", "keys", "list", "--url", database.server().url() + "/other");

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("the API key is empty");
  }

  @Test
  void rejectsAFileThatOthersCanRead() throws IOException {
    cli.piped(key, "login", "--url", database.server().url());
    if (IS_POSIX) {
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

      assertThat(cli.run("keys", "list").err()).contains("chmod 600").doesNotContain(key);
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file(), "{\"keys\": {\"" + key);
    assertThat(cli.run("keys", "list", "--stack-trace").err())
        .contains("is damaged; delete it and log in again")
        .doesNotContain(key);
  }

  @Test
  void prefersADatabaseThatIsConfigured() {
    cli.piped(key, "login", "--url", database.server().url());
    cli.with("SALLYPORT_DB_URL", database.url());

    assertThat(cli.ok("status").out()).contains("database  available", "keys      ");
  }
}
