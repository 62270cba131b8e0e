package dev.sallyport.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.jdbc.connection.DriverDataSource;
import dev.sallyport.jdbc.connection.JdbcUrl;
import dev.sallyport.jdbc.schema.SchemaMigration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * An empty database on a real server, created for one test class.
 *
 * @param url JDBC URL without user and password
 * @param user the database user
 * @param password the password of the user
 */
public record TestDatabase(String url, String user, String password) {
  /** Number of threads of the tests, all of which must be able to use the database at once. */
  static final int POOL_SIZE = 64;

  private static final List<String> EMPTYING =
      List.of(
          "delete from sallyport_key",
          "delete from sallyport_user",
          "delete from sallyport_account",
          "delete from sallyport_binding",
          "delete from sallyport_resource",
          "delete from sallyport_owner_lock",
          "delete from sallyport_usage",
          "delete from sallyport_session",
          "delete from sallyport_audit",
          "update sallyport_audit_head set sequence_number = 0, entry_hash = repeat('0', 64)");

  /**
   * Returns the settings of the filter that select this database, with the prefix {@code
   * sallyport.}.
   */
  public Map<String, String> settings() {
    return Map.of(
        "sallyport.db-url", url, "sallyport.db-user", user, "sallyport.db-password", password);
  }

  /** Creates the tables. */
  public void migrate() {
    new SchemaMigration(dataSource()).run();
  }

  /** Creates the tables by the script for a product, as an operator without Flyway does. */
  void runScript(Database product) {
    String file = product.scripts() + "/V1__sallyport.sql";
    try (Connection connection = connect()) {
      product.prepare(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(file, e);
    }
    try (InputStream script = Database.class.getClassLoader().getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(script, file).readAllBytes(), UTF_8);
      String statements = text.replaceAll("(?m)^--.*$", "");
      run(Arrays.stream(statements.split(";")).filter(it -> !it.isBlank()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** Returns the same database with a suffix of the URL. */
  public TestDatabase with(String suffix) {
    return new TestDatabase(url + suffix, user, password);
  }

  /** Returns a data source without a pool. */
  public DriverDataSource dataSource() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverDataSource.of(new JdbcUrl(url), properties);
  }

  /** Deletes all rows of Sallyport's tables. */
  public void empty() {
    run(dataSource(), EMPTYING);
  }

  /** Deletes all rows of Sallyport's tables over a pooled connection. */
  public static void empty(DataSource pool) {
    run(pool, EMPTYING);
  }

  /** Runs statements as a batch. */
  void run(List<String> statements) {
    run(dataSource(), statements);
  }

  static void run(DataSource source, List<String> statements) {
    try (Connection connection = source.getConnection();
        Statement batch = connection.createStatement()) {
      for (String sql : statements) {
        batch.addBatch(sql);
      }
      batch.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(statements.toString(), e);
    }
  }

  /** Runs a statement. */
  public void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Returns the last column of the first row as text. */
  public String read(String sql) {
    return String.valueOf(readAll(sql).get(0));
  }

  /** Returns the last column of each row as text. */
  List<String> readAll(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      int column = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        values.add(rows.getString(column));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }
}
