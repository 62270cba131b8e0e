package dev.sallyport.redis;

import dev.sallyport.spi.Cluster;
import dev.sallyport.testkit.ClusterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** Cluster contract with a Redis Cluster. */
@Tag("servers")
class RedisClusterContractTest extends ClusterContract {
  private static final ReplicatedRedis REDIS = new TestRedisCluster();

  private final TestCluster cluster = TestCluster.at(REDIS.url());

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
