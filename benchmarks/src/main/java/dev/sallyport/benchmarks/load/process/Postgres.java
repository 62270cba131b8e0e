package dev.sallyport.benchmarks.load.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.Objects;

/** A PostgreSQL server for one measurement, which can be frozen and killed. */
public final class Postgres implements Databases {
  private final Path data;
  private EmbeddedPostgres server;

  private Postgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  public static Postgres start() {
    try {
      Path data = Files.createTempDirectory("sallyport-load-postgres");
      return new Postgres(data, start(data, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale", "C")
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .setServerConfig(
                "synchronous_commit", "on") // otherwise a kill would lose acknowledged changes
            .setServerConfig("fsync", "on") // otherwise a commit would cost less than in production
            .setServerConfig("shared_buffers", "512MB");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Override
  public Map<String, String> create(String name) {
    run("postgres", "create database " + name);
    return Map.of("store", "jpa", "db-url", url(name), "db-user", "postgres", "schema", "migrate");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  public void run(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first row of a query. */
  public List<Object> row(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<Object> values = new ArrayList<>();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        values.add(Objects.requireNonNull(rows.getObject(column), "a value"));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public long number(String database, String sql) {
    return ((Number) row(database, sql).get(0)).longValue();
  }

  /** Returns the CPU time of all its processes. */
  public long cpuMicros() {
    return Cpu.microsOfFamily(postmaster());
  }

  /** Suspends all its processes, like a machine that hangs. */
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  /** Kills all its processes at once. */
  public void kill() {
    signal("KILL");
  }

  /** Restarts it after {@link #kill} with the same port and data. */
  public void restart() {
    int port = server.getPort();
    try {
      server.close();
      server = start(data, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    long postmaster = postmaster();
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.add(String.valueOf(postmaster));
    Cpu.children(postmaster).forEach(pid -> command.add(String.valueOf(pid)));
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the process from which all others descend. */
  public long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFiles.delete(data);
    }
  }
}
