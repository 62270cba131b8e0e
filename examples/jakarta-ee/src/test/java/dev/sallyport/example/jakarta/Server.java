package dev.sallyport.example.jakarta;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A started server.
 *
 * @param process the process
 * @param port the port of HTTP
 * @param redeploy replaces the application of a name, such as {@code example}, without a restart
 */
record Server(ServerProcess process, int port, BiConsumer<String, Path> redeploy)
    implements AutoCloseable {
  /** Starts a server. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts a server with all archives of a folder, each of which is served below its name.
     *
     * @param wars the folder
     * @param work an empty folder for files of the server
     * @param database the database of the server's data source {@code jdbc/sallyport}
     */
    Server start(Path wars, Path work, TestDatabase database) throws Exception;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  List<String> output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
