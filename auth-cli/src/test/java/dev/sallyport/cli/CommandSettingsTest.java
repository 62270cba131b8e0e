package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSettingsTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @Test
  void requiresADatabaseOrAServer() {
    Cli.Run run = new Cli().run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "Error: no database or server given: use --db-url JDBC_URL or SALLYPORT_DB_URL for a"
                + " database, or 'sallyport login' or --url URL for a server.\n");
  }

  @Test
  void createsTablesOnlyByMigration() {
    database = TestDatabase.empty(folder);

    Cli.Run before = database.cli().run("keys", "list");
    Cli.Run migrate = database.cli().run("migrate");
    Cli.Run again = database.cli().run("migrate", "--schema=validate");

    assertThat(before.exitCode()).isEqualTo(3);
    assertThat(before.err()).contains("sallyport_key").hasLineCount(1);
    assertThat(migrate.out() + again.out()).isEqualTo("The tables are up to date.\n".repeat(2));
    assertThat(database.cli().ok("keys", "list").exitCode()).isZero();
  }

  @Test
  void migratesWithTheSchemaOptionOfAnyCommand() {
    assertThat(TestDatabase.empty(folder).cli().ok("keys", "list", "--schema", "migrate").err())
        .isEqualTo("No keys found.\n");
  }

  @Test
  void prefersTheOptionToTheEnvironment() {
    database = TestDatabase.withOwner(folder);
    Cli cli = new Cli().with("SALLYPORT_DB_URL", "jdbc:h2:mem:" + UUID.randomUUID());

    assertThat(cli.run("keys", "list").exitCode()).isEqualTo(3);
    assertThat(cli.run("keys", "list", "--db-url", database.url()).exitCode()).isZero();
  }

  @Test
  void signsInWithThePasswordOfAFile() throws IOException {
    String password = UUID.randomUUID().toString();
    database = TestDatabase.withOwner(folder);
    database.execute("create user keeper password '" + password + "' admin");
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    Path wrong = Files.writeString(folder.resolve("wrong"), "x" + password + "\n");
    Cli cli = database.cli().with("SALLYPORT_DB_PASSWORD", "not " + password);
    String[] asKeeper = {"keys", "list", "--db-user", "keeper", "--db-password-file"};

    Cli.Run right = cli.run(TestDatabase.args(asKeeper, file));
    Cli.Run wrongPassword = cli.run(TestDatabase.args(asKeeper, wrong));
    Cli.Run fromEnvironment = cli.run("keys", "list", "--db-user", "keeper");

    assertThat(right.exitCode()).isZero();
    assertThat(wrongPassword.exitCode()).isEqualTo(3);
    assertThat(fromEnvironment.exitCode()).isEqualTo(3);
    assertThat(wrongPassword.err() + fromEnvironment.err()).doesNotContain(password);
  }

  @Test
  void hasNoOptionForADatabasePassword() {
    String password = UUID.randomUUID().toString();

    Cli.Run flag = new Cli().run("keys", "list", "--db-password", password);
    Cli.Run set = new Cli().run("keys", "list", "--set", "db-password=" + password);

    assertThat(flag.exitCode() + set.exitCode()).isEqualTo(4);
    assertThat(flag.err() + set.err()).doesNotContain(password).contains("--db-password-file");
  }

  @Test
  void doesNotShowTheDatabasesUrlInAnError() {
    String password = UUID.randomUUID().toString();

    Cli.Run run =
        new Cli()
            .run(
                "keys",
                "list",
                "--db-url",
                "jdbc:postgresql://127.0.0.1:1/app?password=" + password);
    Cli.Run none =
        new Cli().run("keys", "list", "--db-url", "postgresql://app:" + password + "@localhost");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(run.err() + none.err()).doesNotContain(password);
    assertThat(run.err()).hasLineCount(1);
  }

  @Test
  void ignoresUnknownVariablesButRejectsUnknownSettings() {
    database = TestDatabase.withOwner(folder);
    database.cli().with("SALLYPORT_REALM", "api").with("SALLYPORT_DATA_SOURCE", "jdbc/app");
    database.cli().with("SALLYPORT_EVENT_LISTENERS", "com.example.OnTheServerOnly");
    database.cli().with("SALLYPORT_CLUSTER", "redis").with("SALLYPORT_REDIS_URL", "redis://r");

    assertThat(database.cli().run("keys", "list").exitCode()).isZero();
    Cli.Run flag = database.cli().run("keys", "list", "--set", "no-such=1");
    assertThat(flag.exitCode()).isEqualTo(2);
    assertThat(flag.err()).contains("no-such").hasLineCount(1);
  }

  @Test
  void namesTheInvalidSetting() {
    database = TestDatabase.withOwner(folder);

    assertThat(database.cli().run("keys", "list", "--set", "digest=md5").err())
        .isEqualTo(
            "Error: Invalid value 'md5' for digest (flag digest): expected argon2id or sha512.\n");
    assertThat(database.cli().run("keys", "list", "--set", "digest").exitCode()).isEqualTo(2);
    assertThat(database.cli().with("SALLYPORT_DIGEST", "md5").run("keys", "list").exitCode())
        .isEqualTo(2);
  }

  @Test
  void namesSettingsWithoutEffect() {
    database = TestDatabase.withOwner(folder);
    Cli.Run run = database.cli().run("keys", "list", "--set", "auto-refresh-max-ttl=1d");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("auto-refresh-max-ttl (flag auto-refresh-max-ttl) has no effect")
        .hasLineCount(1);
  }

  @Test
  void rejectsOwnerCommandsIfTheHostManagesOwners() {
    database = TestDatabase.withOwner(folder);
    String[] host = {"--set", "owner-directory=" + NoUsers.class.getName()};

    Cli.Run account = database.cli().run(TestDatabase.args("accounts", "create", host));
    Cli.Run knox =
        database
            .cli()
            .piped(
                "digest,user\n",
                TestDatabase.args("import", "-", "--account-number=1111-2222-3333", host));

    Cli.Run off = database.cli().run(TestDatabase.args("users", "deactivate", "admin", host));
    Cli.Run password =
        database
            .cli()
            .piped(
                UUID.randomUUID().toString(),
                TestDatabase.args("users", "set-password", "admin", "--password-file=-", host));

    assertThat(account.exitCode() + knox.exitCode()).isEqualTo(4);
    assertThat(off.exitCode() + password.exitCode()).isEqualTo(4);
    assertThat(off.err()).isEqualTo(account.err());
    assertThat(account.err()).contains("managed by the host application");
  }

  @Test
  void namesUsersOfTheHostWithoutAnAccount() {
    database = TestDatabase.withOwner(folder);
    String[] host = {"--set", "owner-directory=" + OneUser.class.getName()};

    Cli.Run created =
        database
            .cli()
            .run(
                TestDatabase.args(
                    "keys", "create", "--user", "ada@example.com", "--name", "a key", host));
    Cli.Run audit =
        database.cli().run(TestDatabase.args("audit", "list", "--user", "ada@example.com", host));

    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(audit.exitCode()).as(audit.err()).isZero();
  }

  /** Directory of a host application with one user, in no account. */
  public static final class OneUser implements OwnerDirectory {
    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return owner.equals(Owner.of("ada@example.com"))
          ? Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE))
          : Optional.empty();
    }
  }

  /** Directory of a host application, without owners. */
  public static final class NoUsers implements OwnerDirectory {
    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return Optional.empty();
    }
  }
}
