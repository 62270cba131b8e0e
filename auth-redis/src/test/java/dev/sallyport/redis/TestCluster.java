package dev.sallyport.redis;

import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Nodes of one cluster, which share a URL and a unique prefix.
 *
 * @param settings the settings of each node
 */
record TestCluster(Map<String, String> settings) {
  static TestCluster on(TestRedis redis) {
    return at(redis.url());
  }

  static TestCluster at(String url) {
    return new TestCluster(Map.of("redis-url", url, "redis-prefix", "test-" + UUID.randomUUID()));
  }

  /** Returns a cluster with an additional or changed setting. */
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
