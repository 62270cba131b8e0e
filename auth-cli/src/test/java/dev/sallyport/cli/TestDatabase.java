package dev.sallyport.cli;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * H2 database in a file and the command line that works on it, directly or through a server.
 *
 * @param open keeps the database open between commands, which open and close it otherwise
 */
public record TestDatabase(
    String url, Cli cli, Optional<TestServer> running, @Nullable Connection open)
    implements AutoCloseable {
  public static final String ACCOUNT = "3141-5926-5359";
  static final String[] OWNER = {"--account-number", ACCOUNT, "--username", "admin"};

  /** Returns a database without tables. */
  public static TestDatabase empty(Path folder) {
    return at(folder, null);
  }

  private static TestDatabase at(Path folder, @Nullable Connection open) {
    String url = url(folder);
    return new TestDatabase(url, new Cli().with("SALLYPORT_DB_URL", url), Optional.empty(), open);
  }

  private static String url(Path folder) {
    return "jdbc:h2:file:" + folder.resolve("sallyport");
  }

  /** Returns a database with empty tables. */
  static TestDatabase migrated(Path folder) {
    return copy(Contents.MIGRATED, folder);
  }

  /** Returns a database with tables, an account and a user. */
  public static TestDatabase withOwner(Path folder) {
    return copy(Contents.WITH_OWNER, folder);
  }

  private static TestDatabase copy(byte[] file, Path folder) {
    try {
      write(file, folder);
      return at(folder, DriverManager.getConnection(url(folder)));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the file of a database with tables, an account and a user, without opening it. */
  static void writeWithOwner(Path folder) {
    write(Contents.WITH_OWNER, folder);
  }

  private static void write(byte[] file, Path folder) {
    try {
      Files.write(file(folder), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("sallyport.mv.db");
  }

  /** Returns this database with a command line that works through a server. */
  public TestDatabase behindAServer() {
    TestServer server = new TestServer(url);
    Cli through =
        new Cli()
            .with("SALLYPORT_URL", server.url())
            .with("SALLYPORT_API_KEY", server.key().reveal());
    return new TestDatabase(url, through, Optional.of(server), open);
  }

  /** Returns the server in front of this database. */
  TestServer server() {
    return running.orElseThrow();
  }

  /** Reverts changes of tests except the audit log, while the server keeps running. */
  void reset() {
    for (String change :
        new String[] {
          "delete from sallyport_key where user_id <> '%s'",
          "delete from sallyport_resource",
          "delete from sallyport_user where user_id not in ('admin', '%s')",
          "delete from sallyport_user where account_id not in (%s)",
          "delete from sallyport_account where account_id not in (%s)",
          "update sallyport_account set active = true",
          "update sallyport_user set active = true, staff = true, password_hash = null"
        }) {
      execute(
          change
              .replace("'%s'", "'" + TestServer.USERNAME + "'")
              .replace("(%s)", "('" + ACCOUNT + "', '" + TestServer.ACCOUNT + "')"));
    }
  }

  @Override
  public void close() {
    running.ifPresent(TestServer::close);
    if (open != null) {
      try (open;
          Statement statement = open.createStatement()) {
        statement.execute("shutdown immediately"); // the file is not read again
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Creates a key and reads its id and token from JSON. */
  public NewKey createKey(String... more) {
    Cli.Run run = cli.ok(args("keys", "create", OWNER, more, "--format", "json"));
    return new NewKey(run.json().at("/key/id").asText(), run.json().path("token").asText());
  }

  /** Authenticates a token with the given settings. */
  AuthenticationResult authenticate(String token, Map<String, String> settings) {
    List<SettingSource> sources =
        List.of(
            SettingSource.plain("test", Map.of("db-url", url)),
            SettingSource.plain("test", settings));
    try (Sallyport sallyport = Sallyport.open(Settings.resolve(Sallyport.settings(), sources))) {
      return sallyport.authenticator().authenticate(Secret.of(token));
    }
  }

  /** Returns the first column of all rows as text, without rows of the server's superuser. */
  List<String> query(String sql) {
    String others = " where user_id <> '" + TestServer.USERNAME + "')";
    String counted =
        sql.replace("from sallyport_key", "from (select * from sallyport_key" + others)
            .replace("from sallyport_user", "from (select * from sallyport_user" + others);
    return everything(counted);
  }

  private List<String> everything(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Compacts the file first: H2 stops compacting when a busy machine takes too long. */
  private byte[] closedFile(Path folder) throws IOException {
    execute("shutdown compact");
    return Files.readAllBytes(file(folder));
  }

  /** Returns the given arguments and elements of arrays as one array. */
  static String[] args(Object... parts) {
    List<String> args = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String[] several) {
        args.addAll(List.of(several));
      } else {
        args.add(part.toString());
      }
    }
    return args.toArray(String[]::new);
  }

  /** Id and token of a new key. */
  record NewKey(String id, String token) {}

  /** Contents of database files, created once for all tests. */
  private static final class Contents {
    static final byte[] MIGRATED;
    static final byte[] WITH_OWNER;

    static {
      try {
        Path folder = Files.createTempDirectory("sallyport");
        TestDatabase database = empty(folder);
        database.cli.ok("migrate");
        MIGRATED = database.closedFile(folder);
        database.cli.ok("accounts", "create", "--account-number", ACCOUNT, "--name", "Example");
        database.cli.ok(args("users", "create", OWNER, "--staff", "--no-password"));
        WITH_OWNER = database.closedFile(folder);
        try (Stream<Path> files = Files.list(folder)) { // H2 may have left more than one
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
