package dev.sallyport.servlet;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeployTest {
  private static final int TIMES = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "jna-.*"})
  void leavesNothingOfAnApplicationBehind(String missingJars) throws Exception {
    Pattern without = Pattern.compile(missingJars);
    try (var application =
        new RedeployedApplication(directory, Map.of("store", "memory"), without)) {
      for (int i = 0; i < TIMES; i++) {
        application.redeploy();
      }
      application.requireNoThreads(Pattern.compile("(sallyport|JNA|caffeine).*"));
      application.requireCollected();
    }
  }
}
