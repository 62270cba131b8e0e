package dev.sallyport.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes databases that other JVMs can open: files of H2, or databases of a PostgreSQL. */
interface Databases extends AutoCloseable {
  /** Makes one, and answers the settings with which a gate opens it. */
  Map<String, String> create(String name);

  @Override
  void close();

  static Databases start(String kind) {
    return switch (kind) {
      case "h2" -> H2Files.start();
      case "postgresql" -> Postgres.start();
      default -> throw new IllegalArgumentException("the databases are h2 and postgresql");
    };
  }

  /** Files that one JVM at a time may open. */
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
      Trees.delete(directory);
    }
  }
}
