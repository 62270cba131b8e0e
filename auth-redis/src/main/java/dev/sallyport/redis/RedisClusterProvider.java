package dev.sallyport.redis;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.ClusterProvider;
import java.util.List;

/**
 * Provider of {@code cluster=redis}: the nodes of a cluster share counts and changes through Redis.
 *
 * <p>Found by {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * Cluster cluster = new RedisClusterProvider().join(settings);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RedisClusterProvider implements ClusterProvider {
  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<Setting<?>> settings() {
    return RedisSettings.all();
  }

  @Override
  public Cluster join(Settings settings) {
    LettuceClient driver = CallerThread.call(() -> LettuceClient.of(RedisEndpoint.of(settings)));
    return new RedisCluster(
        driver,
        settings.get(RedisSettings.REDIS_PREFIX),
        settings.get(RedisSettings.REDIS_TIMEOUT));
  }
}
