package dev.sallyport.auth.redis;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.SettingSource;
import dev.sallyport.auth.spi.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Members of one fleet, which meet at a URL under a name that nobody else has.
 *
 * @param settings what each is told
 */
record TestFleet(Map<String, String> settings) {
  static TestFleet on(TestRedis redis) {
    return at(redis.url());
  }

  static TestFleet at(String url) {
    return new TestFleet(Map.of("redis-url", url, "redis-prefix", "test-" + UUID.randomUUID()));
  }

  /** The same with one setting more, or another value of it. */
  TestFleet with(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new TestFleet(more);
  }

  String prefix() {
    return settings.getOrDefault("redis-prefix", "sallyport");
  }

  Fleet join() {
    return new RedisFleetProvider().join(resolved());
  }

  Settings resolved() {
    return Settings.resolve(RedisSettings.all(), List.of(SettingSource.plain("test", settings)));
  }
}
