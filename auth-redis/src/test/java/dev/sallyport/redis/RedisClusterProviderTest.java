package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.ClusterProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisClusterProviderTest {
  @TempDir Path folder;

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(ClusterProvider.class))
        .singleElement()
        .isInstanceOf(RedisClusterProvider.class)
        .extracting(ClusterProvider::name)
        .isEqualTo("redis");
  }

  @Test
  void joinsWithoutAReachableRedis() {
    TestRedis redis = TestRedis.start();
    redis.close();
    TestCluster.on(redis).join().close();
  }

  @Test
  void requiresAUrl() {
    assertRejected(Map.of(), "Missing setting redis-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis:///hunter2",
        "redis://:hunter2@",
        "redis://:hunter2@host:port",
        "redis://:hunter2@host_name:6379",
        "redis://:hunter2@hunter2@host:6379",
        "redis://:hunter2@host:99999",
        "redis://:hunter2@host:6379/x",
        "redis-socket:///hunter2",
        "redis-sentinel://hunter2:99999#mymaster",
        "redis-sentinel://:hunter2@host1,host2",
        "redis-sentinel://:hunter2@host1,,host2#mymaster",
        "redis-sentinel://:hunter2@host1,host_2#mymaster",
        "redis-sentinel://:hunter2@host/x#mymaster",
        "redis-cluster://",
        "redis-cluster://:hunter2@host1,host_2",
        "redis-cluster://:hunter2@host/1",
        "redis-cluster://:hunter2@host#mymaster",
        "redis-cluster://:hunter2@host1,:hunter2@host2",
        "redis://:hunter2@a b",
      })
  void rejectsAnInvalidUrlWithoutShowingIt(String url) {
    assertRejected(Map.of("redis-url", url), "redis-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://host",
        "redis://user:p%40ss@host:6379/2",
        "rediss://[::1]:6380?verifyPeer=CA",
        "redis-sentinel://:password@host1:26379,host2/2#mymaster",
        "rediss-sentinel://host1,host2:26380?verifyPeer=CA#mymaster",
        "redis-cluster://user:password@host1:6379,host2",
        "rediss-cluster://host?verifyPeer=CA",
      })
  void acceptsServersSentinelsAndClusters(String url) {
    assertThat(RedisUrl.isValid(url)).isTrue();
  }

  @Test
  void requiresAReadablePasswordFile() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "\nhunter2");
    Map<String, String> settings =
        Map.of("redis-url", "redis://localhost", "redis-password-file", file.toString());
    assertRejected(settings, "its first line is empty");
    Files.delete(file);
    assertRejected(settings, "cannot be read");
  }

  @Test
  void requiresCredentialsInOnePlace() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "hunter2");
    assertRejected(
        Map.of("redis-url", "redis://:hunter2@host", "redis-password-file", file.toString()),
        "redis-url (test redis-url) both contain credentials");
    assertRejected(
        Map.of("redis-url", "redis-cluster://:hunter2@a,b", "redis-password-file", file.toString()),
        "redis-url (test redis-url) both contain credentials");
    assertRejected(
        Map.of("redis-url", "redis://host", "redis-user", "u"), "without redis-password-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a*", "ä", "a\nb", "{a}"})
  void rejectsAPrefixWithSpecialCharacters(String prefix) {
    assertRejected(Map.of("redis-url", "redis://host", "redis-prefix", prefix), "redis-prefix");
    assertRejected(
        Map.of("redis-url", "redis://host", "redis-prefix", "x".repeat(65)), "redis-prefix");
  }

  @Test
  void rejectsARedisUrlWithoutTheClusterSetting() {
    SettingSource source =
        SettingSource.plain("init-param", Map.of("store", "memory", "redis-url", "redis://host"));
    Settings settings = Settings.resolve(Sallyport.settings(), List.of(source));
    assertThatThrownBy(() -> Sallyport.open(settings))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The setting redis-url (init-param redis-url) has no effect without cluster=redis:"
                + " remove it, or set that too.");
  }

  private static void assertRejected(Map<String, String> settings, String reason) {
    assertThatThrownBy(() -> new TestCluster(settings).join().close())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2");
  }
}
