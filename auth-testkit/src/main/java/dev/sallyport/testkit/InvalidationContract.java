package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.Invalidation.OfAccount;
import dev.sallyport.spi.Invalidation.OfKey;
import dev.sallyport.spi.Invalidation.OfResource;
import dev.sallyport.spi.Invalidation.OfUser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contract of the changes that nodes tell each other. Part of {@link ClusterContract}. */
abstract class InvalidationContract {

  private static final List<Invalidation> ONE_OF_EACH =
      List.of(
          new OfKey(UUID.randomUUID()),
          new OfAccount(TestKeys.OWNER.accountId()),
          new OfUser(TestKeys.OWNER),
          new OfResource(new ResourceId("llm-client", "42")));

  private static final List<String> ODD_NAMES =
      List.of(
          "blanks in between",
          "1 key",
          "key " + UUID.randomUUID(),
          "a|b;c=d,e:f\\g\"h'i%0A{}[]",
          "Ünïcode 🗝",
          "-",
          "x".repeat(ResourceId.MAX_NAME));

  private final ClusterContract cluster;

  InvalidationContract(ClusterContract cluster) {
    this.cluster = cluster;
  }

  @Test
  final void deliversEveryKindOfChangeToTheOtherNodes() throws Exception {
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    Subscription another = new Subscription(cluster.member());
    for (Invalidation change : ONE_OF_EACH) {
      publisher.publish(change);
      assertThat(subscription.next()).isEqualTo(change);
      assertThat(another.next()).isEqualTo(change);
    }
  }

  @Test
  final void deliversNamesUnchanged() throws Exception {
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    for (String name : ODD_NAMES) {
      for (Invalidation change :
          List.of(
              new OfUser(new Owner("@%" + name.length(), name)),
              resource("a-1", name),
              resource("-", name))) {
        publisher.publish(change);
        assertThat(subscription.next()).isEqualTo(change);
      }
    }
  }

  @Test
  final void deliversConcurrentChanges() throws Exception {
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    List<Invalidation> published =
        ConcurrentTasks.call(
            16,
            number -> {
              Invalidation change = new OfKey(new UUID(0, number));
              publisher.publish(change);
              return change;
            });
    Set<Invalidation> received = new HashSet<>();
    for (int i = 0; i < published.size(); i++) {
      received.add(subscription.next());
    }
    assertThat(received).isEqualTo(new HashSet<>(published));
  }

  @Test
  final void aSlowListenerDelaysNoOtherOperation() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch mayContinue = new CountDownLatch(1);
    Cluster slow = cluster.member();
    slow.subscribe(
        change -> {
          called.countDown();
          awaitUninterruptibly(mayContinue);
        });
    Subscription subscription = new Subscription(cluster.member());
    Cluster publisher = publisher();
    publisher.publish(ONE_OF_EACH.get(0));
    assertThat(subscription.next()).isEqualTo(ONE_OF_EACH.get(0));
    assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    RateLimiter limiter =
        slow.limiter(List.of(RateLimit.parse("key:9/1d")), limits -> RateLimiter.unlimited());
    assertThat(limiter.tryAcquire(AuthenticatedKey.of(TestKeys.key())).quotas()).hasSize(1);
    slow.publish(ONE_OF_EACH.get(1));
    assertThat(subscription.next()).isEqualTo(ONE_OF_EACH.get(1));
    mayContinue.countDown();
  }

  @Test
  final void deliversNothingWhileSeparatedAndEverythingAfterwards() {
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    cluster.separate();
    ONE_OF_EACH.forEach(publisher::publish);
    assertThat(subscription.received).isEmpty();
    cluster.reunite();
    ClusterContract.eventually(() -> subscription.receivesFrom(publisher));
  }

  @Test
  final void joinsWhileSeparatedAndReceivesLater() {
    cluster.separate();
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    ONE_OF_EACH.forEach(publisher::publish);
    cluster.reunite();
    ClusterContract.eventually(() -> subscription.receivesFrom(publisher));
  }

  @Test
  final void knowsWhetherItIsConnected() {
    Cluster member = publisher();
    ClusterContract.eventually(() -> member.state() == Cluster.State.CONNECTED);
    cluster.separate();
    ClusterContract.eventually(() -> member.state() == Cluster.State.DISCONNECTED);
    cluster.reunite();
    ClusterContract.eventually(() -> member.state() == Cluster.State.CONNECTED);
  }

  @Test
  final void aClosedNodeDoesNotAffectTheOthers() throws Exception {
    Cluster closed = publisher();
    Cluster publisher = publisher();
    Subscription subscription = new Subscription(cluster.member());
    closed.close();
    closed.close();
    ONE_OF_EACH.forEach(closed::publish);
    Invalidation change = new OfKey(UUID.randomUUID());
    publisher.publish(change);
    assertThat(subscription.next()).isEqualTo(change);
  }

  @Test
  final void deliversChangesPublishedBeforeANodeWasClosed() throws Exception {
    Subscription subscription = new Subscription(cluster.member());
    for (int i = 0; i < 20; i++) {
      Cluster closing = publisher();
      for (int k = 0; k < 100; k++) {
        closing.publish(new OfKey(new UUID(i, k)));
      }
      closing.close();
      for (int k = 0; k < 100; k++) {
        assertThat(subscription.next()).isEqualTo(new OfKey(new UUID(i, k)));
      }
    }
  }

  private Cluster publisher() {
    Cluster publisher = cluster.member();
    publisher.subscribe(change -> {});
    return publisher;
  }

  private static Invalidation resource(String type, String name) {
    return new OfResource(new ResourceId(type, name.replace('/', '_')));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects the changes that a node receives. */
  private static final class Subscription {
    final BlockingQueue<Invalidation> received = new LinkedBlockingQueue<>();

    Subscription(Cluster member) {
      member.subscribe(received::add);
    }

    Invalidation next() throws InterruptedException {
      Invalidation next = received.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a change within 20 seconds").isNotNull();
      return next;
    }

    boolean receivesFrom(Cluster publisher) {
      publisher.publish(ONE_OF_EACH.get(0));
      return !received.isEmpty();
    }
  }
}
