package dev.sallyport.jdbc;

import static org.awaitility.Awaitility.await;

import dev.sallyport.DebianProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * PgBouncer in front of a PostgreSQL server, with few connections to it, each of which serves
 * another client in every transaction.
 */
final class PgBouncer implements AutoCloseable {
  private static final int SERVER_CONNECTIONS = 3;

  private final int port = freePort();
  private final TestDatabase database;
  private final Path folder;
  private final Process process;

  PgBouncer(TestDatabase database) throws IOException {
    this.database = database;
    this.folder = Files.createTempDirectory("sallyport-pgbouncer");
    Path configuration = folder.resolve("pgbouncer.ini");
    Files.writeString(configuration, configuration(database));
    ProcessBuilder program =
        new ProcessBuilder(
            DebianProgram.find("pgbouncer", "pgbouncer").toString(), configuration.toString());
    process = program.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
    await()
        .atMost(Duration.ofSeconds(30))
        .failFast("PgBouncer ended", () -> !process.isAlive())
        .until(this::listens);
  }

  /** Returns the same database, reached over PgBouncer. */
  TestDatabase database() {
    String url = database.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
    return new TestDatabase(url.replaceFirst("\\?.*", ""), database.user(), database.password());
  }

  private String configuration(TestDatabase database) {
    String server = database.url().replaceFirst("jdbc:postgresql://localhost:([0-9]+)/.*", "$1");
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    return """
        [databases]
        * = host=127.0.0.1 port=%s user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %d
        max_client_conn = 500
        %s
        """
        .formatted(server, port, SERVER_CONNECTIONS, isRoot ? "user = postgres" : "");
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("Could not find a free port.", e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(folder.resolve("pgbouncer.ini"));
    Files.delete(folder);
  }
}
