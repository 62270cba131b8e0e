package dev.sallyport.auth.redis;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.testkit.FleetContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The contract where Redis is killed and comes back empty. */
class RedisFleetOnRestartTest extends FleetContract {
  private static final TestRedis REDIS = TestRedis.start();

  private final TestFleet fleet = TestFleet.on(REDIS);

  @Override
  protected Fleet join() {
    return fleet.join();
  }

  @Override
  protected void separate() {
    REDIS.kill();
  }

  @Override
  protected void reunite() {
    REDIS.restart();
  }

  @AfterEach
  void restart() {
    REDIS.restart();
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }
}
