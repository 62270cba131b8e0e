package dev.sallyport.example.jakarta;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.tools.Server;

/** An H2 database in this process. Servers and the command reach it by TCP. */
final class TestDatabase implements AutoCloseable {
  static final String USER = "sallyport";
  static final String PASSWORD = "opensesame";

  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

  private final Connection keepAlive;
  private final Server server;

  /** Creates an empty database. */
  TestDatabase() throws SQLException {
    keepAlive = DriverManager.getConnection("jdbc:h2:mem:sallyport", USER, PASSWORD);
    server = Server.createTcpServer("-tcpPort", "0").start();
  }

  /** Returns the URL for other processes. */
  String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:sallyport";
  }

  /** Returns the jar of the driver. */
  static Path driver() {
    return CLASS_PATH.stream()
        .map(Path::of)
        .filter(it -> it.getFileName().toString().startsWith("h2-"))
        .findFirst()
        .orElseThrow();
  }

  /** Runs the command {@code sallyport} on this database, in a process of its own. */
  void sallyport(String... arguments) throws Exception {
    String classPath =
        CLASS_PATH.stream()
            .filter(it -> !it.contains("jakartaee-")) // has another Persistence API
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        Stream.concat(Stream.of("-cp", classPath, "dev.sallyport.cli.Main"), Stream.of(arguments))
            .toList();
    ServerProcess.run(
        Path.of("").toAbsolutePath(),
        Map.of(
            "SALLYPORT_DB_URL", url(),
            "SALLYPORT_DB_USER", USER,
            "SALLYPORT_DB_PASSWORD", PASSWORD),
        command);
  }

  @Override
  public void close() throws SQLException {
    server.stop();
    keepAlive.close();
  }
}
