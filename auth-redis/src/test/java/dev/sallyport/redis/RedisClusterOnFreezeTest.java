package dev.sallyport.redis;

import dev.sallyport.spi.Cluster;
import dev.sallyport.testkit.ClusterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** Cluster contract with a Redis that hangs temporarily. */
class RedisClusterOnFreezeTest extends ClusterContract {
  private static final TestRedis REDIS = TestRedis.start();

  private final TestCluster cluster = TestCluster.on(REDIS);

  @Override
  protected Cluster join() {
    return cluster.join();
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
