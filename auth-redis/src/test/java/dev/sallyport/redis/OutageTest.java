package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Costs of a failing Redis for its callers. */
class OutageTest {
  /**
   * Maximum number of health checks: Redis receives one per second while it responds and none
   * otherwise.
   */
  private static final long MOST_CHECKS = Load.THREADS - 1;

  private final TestRedis redis = TestRedis.start();

  @BeforeAll
  static void setTimeout() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void everyThreadWaitsAtMostOnceForAHangingRedis() throws Exception {
    try (Console console = new Console(redis);
        Cluster cluster = TestCluster.on(redis).with("redis-timeout", "3s").join();
        Load load = new Load(cluster)) {
      load.awaitShared(1000);
      redis.freeze();
      load.awaitAlone(100_000);
      redis.thaw();
      load.awaitShared(1000);
      load.end();
      long asked = console.calls("evalsha") + console.calls("eval");
      assertThat(asked - load.shared()).isBetween(0L, Load.THREADS + MOST_CHECKS);
    }
  }

  @Test
  void countsInTheClusterAgainAfterRedisWasKilled() throws Exception {
    try (Cluster cluster = TestCluster.on(redis).join();
        Load load = new Load(cluster)) {
      load.awaitShared(1000);
      redis.kill();
      load.awaitAlone(10_000);
      redis.restart();
      load.awaitShared(1000);
    }
  }

  @Test
  void quotasAreFullAfterRedisLostItsData() {
    try (Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster, "key:1/31d");
      assertThat(takes.next().admitted()).isTrue();
      assertThat(takes.next().admitted()).isFalse();
      redis.kill();
      assertThat(takes.isShared()).isFalse();
      redis.restart();
      await().until(takes::isShared);
      assertThat(takes.next().admitted()).isFalse();
    }
  }

  @Test
  void redisWithoutMemoryStillPublishesChanges() throws Exception {
    TestCluster nodes = TestCluster.on(redis);
    try (Console console = new Console(redis);
        Logs logs = new Logs();
        Cluster speaker = nodes.join();
        Cluster cluster = nodes.join()) {
      AtomicBoolean isHeard = new AtomicBoolean();
      cluster.subscribe(change -> isHeard.set(true));
      speaker.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      takes.awaitShared();
      console.commands().configSet("maxmemory-policy", "noeviction");
      console.commands().configSet("maxmemory", "1");
      assertThat(takes.isShared()).isFalse();
      await().until(() -> logs.text().contains("it has no memory left (OOM)"));
      speaker.publish(new Invalidation.OfUser(Owner.of("x")));
      await().until(isHeard::get);
      console.commands().configSet("maxmemory", "0");
      await().until(takes::isShared);
      assertThat(logs.text()).contains("Redis is available again.");
    }
  }

  @Test
  void reopensAConnectionThatNoLongerResponds() throws Exception {
    try (Wire wire = new Wire(redis)) {
      TestCluster nodes = TestCluster.at(wire.url());
      try (Cluster cluster = nodes.join();
          Cluster other = nodes.with("redis-url", redis.url()).join()) {
        AtomicBoolean isHeard = new AtomicBoolean();
        cluster.subscribe(change -> isHeard.set(true));
        Takes takes = Takes.from(cluster);
        takes.awaitShared();
        assertThat(wire.connections()).isEqualTo(2);
        wire.blackhole();
        assertThat(takes.isShared()).isFalse();
        await().until(takes::isShared);
        await()
            .until(
                () -> {
                  other.publish(new Invalidation.OfKey(UUID.randomUUID()));
                  return isHeard.get();
                });
        assertThat(wire.connections()).isEqualTo(4);
      }
    }
  }

  @Test
  void publishingToAFrozenRedisUsesABoundedQueue() {
    try (Logs logs = new Logs();
        Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      redis.freeze();
      for (int i = 0; i < 20_000; i++) {
        cluster.publish(new Invalidation.OfKey(new UUID(0, i)));
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(logs.warnings())
                      .filteredOn(it -> it.contains("Could not publish"))
                      .hasSizeBetween(1, 2));
      redis.thaw();
      await().until(Takes.from(cluster)::isShared);
    }
  }

  @Test
  void closingWithAFrozenRedisLeavesNoThread() {
    Cluster cluster = TestCluster.on(redis).join();
    cluster.subscribe(change -> {});
    redis.freeze();
    cluster.publish(new Invalidation.OfKey(UUID.randomUUID()));
    cluster.close();
    await().until(() -> threads().isEmpty());
  }

  @Test
  void anInterruptedRequestIsNotAFailureOfRedis() {
    try (Cluster cluster = TestCluster.on(redis).join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      takes.awaitShared();
      for (int i = 0; i < 100; i++) {
        Thread.currentThread().interrupt();
        takes.next(); // counted locally unless the response was already there
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(takes.alone()).isPositive();
      takes.awaitShared();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("lettuce") || name.startsWith("sallyport"))
        .toList();
  }
}
