package dev.sallyport.redis;

import dev.sallyport.servlet.RedeployedApplication;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RedeployTest {
  private static final int TIMES = 4;

  @TempDir private Path directory;

  @Test
  void leavesNothingBehindOfAnApplicationWithSharedLimits() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      Map<String, String> settings =
          Map.of(
              "store", "memory",
              "cluster", "redis",
              "redis-url", redis.url(),
              "rate-limits", "key:100/m");
      Pattern ignoredThreads = Pattern.compile("embedded-redis.*");
      try (var application = new RedeployedApplication(directory, settings, ignoredThreads)) {
        for (int i = 0; i < TIMES; i++) {
          application.redeploy();
        }
        application.requireNoThreads(Pattern.compile("(sallyport|JNA|lettuce|netty).*"));
        application.requireCollected();
      }
    }
  }
}
