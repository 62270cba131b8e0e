package dev.sallyport.benchmarks.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Factory of databases that other JVMs can open: H2 files, or databases of a PostgreSQL server. */
public interface Databases extends AutoCloseable {
  /** Creates a database and returns the settings with which a Sallyport instance opens it. */
  Map<String, String> create(String name);

  @Override
  void close();

  static Databases start(String kind) {
    return switch (kind) {
      case "h2" -> H2Files.start();
      case "postgresql" -> Postgres.start();
      default ->
          throw new IllegalArgumentException(
              "Unknown database '" + kind + "': expected h2 or postgresql");
    };
  }

  /** H2 files, which one JVM at a time may open. */
  record H2Files(Path directory) implements Databases {
    static H2Files start() {
      try {
        return new H2Files(Files.createTempDirectory("sallyport-load-h2"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Map<String, String> create(String name) {
      return Map.of(
          "store", "jpa", "db-url", "jdbc:h2:" + directory.resolve(name), "schema", "migrate");
    }

    @Override
    public void close() {
      TempFiles.delete(directory);
    }
  }
}
