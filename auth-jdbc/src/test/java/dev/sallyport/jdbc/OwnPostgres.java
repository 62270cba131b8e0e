package dev.sallyport.jdbc;

import static java.nio.file.Files.readAllLines;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for a single test, which can be halted, killed and restarted with the same
 * data on the same port. It acknowledges a commit after writing it to disk, as production servers
 * do and the embedded server by default does not.
 */
final class OwnPostgres implements AutoCloseable {
  private static final Predicate<List<String>> REPLICATED = List.of("sync")::equals;

  private final Path directory;
  private EmbeddedPostgres server;

  OwnPostgres() throws IOException {
    this(Files.createTempDirectory("sallyport-postgres"));
  }

  private OwnPostgres(Path directory) throws IOException {
    this.directory = directory;
    this.server = started(0);
  }

  /**
   * Starts a replica, to which this server sends each commit before it acknowledges it. Briefly
   * stops this server, since its archive has no {@code pg_basebackup}.
   */
  OwnPostgres startReplica() throws IOException {
    Path copy = Files.createTempDirectory("sallyport-postgres");
    int port = server.getPort();
    server.close();
    copy(directory.resolve("data"), copy.resolve("data"));
    server = started(port);
    Files.createFile(copy.resolve("data/standby.signal"));
    Files.writeString(
        copy.resolve("data/postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'".formatted(port));
    OwnPostgres replica = new OwnPostgres(copy);
    database().run("alter system set synchronous_standby_names = '*'");
    database().run("select pg_reload_conf()");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> database().readAll("select sync_state from pg_stat_replication"), REPLICATED);
    return replica;
  }

  /** Makes a replica a primary. */
  void promote() {
    database().run("select pg_promote()");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private EmbeddedPostgres started(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setLocaleConfig("locale", "C");
    return port == 0 ? builder.start() : builder.setPort(port).start();
  }

  TestDatabase database() {
    return new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
  }

  /** Halts the server: it stops responding, but keeps its connections and accepts new ones. */
  void halt() throws Exception {
    signal("-STOP");
  }

  /** Resumes a halted server. */
  void resume() throws Exception {
    signal("-CONT");
  }

  /** Kills all processes of the server at once, whatever they are doing. */
  void kill() throws Exception {
    List<ProcessHandle> processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().get();
    }
  }

  /** Restarts a killed server. */
  void restart() throws IOException {
    int port = server.getPort();
    server.close();
    server = started(port);
  }

  private void signal(String signal) throws Exception {
    for (ProcessHandle process : processes()) {
      new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    }
  }

  /** Returns the first process, which would restart the others, followed by the others. */
  private List<ProcessHandle> processes() throws IOException {
    long first = Long.parseLong(readAllLines(directory.resolve("data/postmaster.pid")).get(0));
    return ProcessHandle.of(first).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
