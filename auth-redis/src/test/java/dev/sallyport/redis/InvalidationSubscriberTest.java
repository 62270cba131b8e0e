package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.Invalidation.OfAccount;
import dev.sallyport.spi.Invalidation.OfUser;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InvalidationSubscriberTest {
  private static final Invalidation CHANGE = new OfAccount("3141-5926-5359");

  private final UUID self = UUID.randomUUID();
  private final Queue<Invalidation> heard = new ConcurrentLinkedQueue<>();

  @Test
  void passesOnChangesOfOtherNodes() {
    InvalidationSubscriber subscriber =
        new InvalidationSubscriber(self, heard::add, Runnable::run, new RedisHealthLog());
    subscriber.message("channel", new InvalidationMessage(UUID.randomUUID(), CHANGE).text());
    assertThat(heard).containsExactly(CHANGE);
  }

  @Test
  void ignoresChangesOfItsOwnNode() {
    InvalidationSubscriber subscriber =
        new InvalidationSubscriber(self, heard::add, Runnable::run, new RedisHealthLog());
    subscriber.message("channel", new InvalidationMessage(self, CHANGE).text());
    assertThat(heard).isEmpty();
  }

  @Test
  void logsDroppedChangesOnce() {
    try (Logs logs = new Logs()) {
      InvalidationSubscriber subscriber =
          new InvalidationSubscriber(
              self, heard::add, InvalidationSubscriberTest::reject, new RedisHealthLog());
      for (int i = 0; i < 1000; i++) {
        subscriber.message("channel", new InvalidationMessage(UUID.randomUUID(), CHANGE).text());
      }
      assertThat(logs.warnings()).singleElement().asString().contains("some are dropped");
    }
  }

  @Test
  void logsAFailingListenerOnce() {
    try (Logs logs = new Logs()) {
      InvalidationSubscriber subscriber =
          new InvalidationSubscriber(
              self, InvalidationSubscriberTest::fail, Runnable::run, new RedisHealthLog());
      for (int i = 0; i < 1000; i++) {
        subscriber.message("channel", new InvalidationMessage(UUID.randomUUID(), CHANGE).text());
      }
      assertThat(logs.warnings()).containsExactly("Could not process a change from another node.");
    }
  }

  @Test
  void ignoresMessagesOfOtherPrograms() throws Exception {
    try (TestRedis redis = TestRedis.start();
        Console stranger = new Console(redis);
        Logs logs = new Logs();
        Cluster cluster = TestCluster.on(redis).with("redis-prefix", "cluster").join()) {
      BlockingQueue<Invalidation> changes = new LinkedBlockingQueue<>();
      cluster.subscribe(changes::add);
      String sender = UUID.randomUUID().toString();
      for (String text :
          List.of(
              "",
              "hello",
              "\u0000\uFFFF",
              "1 " + sender + " key *",
              "1 " + sender + " user " + "x".repeat(1_000_000),
              "2 " + sender + " user x@acme")) {
        stranger.commands().publish("cluster:invalidations", text);
      }
      stranger.commands().publish("cluster:new", "1 " + sender + " user on another channel@acme");
      stranger.commands().publish("cluster:invalidations", "1 " + sender + " user forged@acme");
      assertThat(changes.poll(20, TimeUnit.SECONDS))
          .isEqualTo(new OfUser(new Owner("acme", "forged")));
      assertThat(changes).isEmpty();
      assertThat(logs.warnings()).isEmpty();
    }
  }

  private static void reject(Runnable work) {
    throw new RejectedExecutionException();
  }

  private static void fail(Invalidation change) {
    throw new IllegalStateException();
  }
}
