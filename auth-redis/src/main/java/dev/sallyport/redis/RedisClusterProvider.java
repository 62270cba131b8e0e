package dev.sallyport.redis;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.ClusterProvider;
import java.util.List;

/** {@code cluster=redis}: nodes meet in a Redis. */
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
    LettuceClient driver = CallerThread.call(() -> new LettuceClient(RedisEndpoint.of(settings)));
    return new RedisCluster(
        driver,
        settings.get(RedisSettings.REDIS_PREFIX),
        settings.get(RedisSettings.REDIS_TIMEOUT));
  }
}
