package dev.sallyport.auth.redis;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.FleetProvider;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.Settings;
import java.util.List;

/** {@code fleet=redis}: nodes meet in a Redis. */
public final class RedisFleetProvider implements FleetProvider {
  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<Setting<?>> settings() {
    return RedisSettings.all();
  }

  @Override
  public Fleet join(Settings settings) {
    Driver driver = CallerThread.call(() -> new Driver(Place.of(settings)));
    return new RedisFleet(
        driver,
        settings.get(RedisSettings.REDIS_PREFIX),
        settings.get(RedisSettings.REDIS_TIMEOUT));
  }
}
