package dev.sallyport.redis;

import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Members of one cluster, which meet at a URL under a name that nobody else has.
 *
 * @param settings what each is told
 */
record TestCluster(Map<String, String> settings) {
  static TestCluster on(TestRedis redis) {
    return at(redis.url());
  }

  static TestCluster at(String url) {
    return new TestCluster(Map.of("redis-url", url, "redis-prefix", "test-" + UUID.randomUUID()));
  }

  /** The same with one setting more, or another value of it. */
  TestCluster with(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new TestCluster(more);
  }

  String prefix() {
    return settings.getOrDefault("redis-prefix", "sallyport");
  }

  Cluster join() {
    return new RedisClusterProvider().join(resolved());
  }

  Settings resolved() {
    return Settings.resolve(RedisSettings.all(), List.of(SettingSource.plain("test", settings)));
  }
}
