package dev.sallyport.redis;

import dev.sallyport.spi.Cluster;
import dev.sallyport.testkit.ClusterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** Cluster contract with a Redis that is killed and restarts empty. */
class RedisClusterOnRestartTest extends ClusterContract {
  private static final TestRedis REDIS = TestRedis.start();

  /** Long, because a busy machine is no outage: a killed server is noticed without it. */
  private final TestCluster cluster = TestCluster.on(REDIS).with("redis-timeout", "5s");

  @Override
  protected Cluster join() {
    return cluster.join();
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
