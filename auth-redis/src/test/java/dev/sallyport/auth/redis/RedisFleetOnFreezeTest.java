package dev.sallyport.auth.redis;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.testkit.FleetContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The contract where Redis hangs for a while. */
class RedisFleetOnFreezeTest extends FleetContract {
  private static final TestRedis REDIS = TestRedis.start();

  private final TestFleet fleet = TestFleet.on(REDIS);

  @Override
  protected Fleet join() {
    return fleet.join();
  }

  @Override
  protected void separate() {
    REDIS.freeze();
  }

  @Override
  protected void reunite() {
    REDIS.thaw();
  }

  @AfterEach
  void thaw() {
    REDIS.thaw();
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }
}
