package dev.sallyport.redis;

import static org.awaitility.Awaitility.await;

import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that leaves its Redis Cluster, but still responds to those who are subscribed there. */
@Tag("servers")
class RedisClusterSeparationTest {
  @Test
  void aSubscriberLeavesAServerThatHearsNothing() {
    try (TestRedisCluster redis = new TestRedisCluster()) {
      TestCluster nodes = TestCluster.at(redis.url());
      try (Cluster publisher = nodes.join();
          Cluster subscriber = nodes.join()) {
        Set<Invalidation> received = ConcurrentHashMap.newKeySet();
        subscriber.subscribe(received::add);
        FailoverContract.awaitDelivery(publisher, received);

        redis.separateServerWithSubscriber(nodes.prefix() + ":invalidations");

        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> subscriber.state() == Cluster.State.DISCONNECTED);
        FailoverContract.awaitDelivery(publisher, received);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> subscriber.state() == Cluster.State.CONNECTED);
      }
    }
  }
}
