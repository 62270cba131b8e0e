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

/**
 * What every {@link Cluster} promises. Extend it, and hand it members that meet nobody else.
 *
 * <p>Takes real time where members have to notice that what they meet at is gone or back.
 */
public abstract class ClusterContract extends ClusterRateLimitContract {
  private static final List<Invalidation> ONE_OF_EACH =
      List.of(
          new OfKey(UUID.randomUUID()),
          new OfAccount(TestKeys.OWNER.accountNumber()),
          new OfUser(TestKeys.OWNER.username()),
          new OfResource(new ResourceId("llm-client", "42")));

  private static final List<String> ODD_NAMES =
      List.of(
          "blanks in between",
          "1 key",
          "key " + UUID.randomUUID(),
          "a|b;c=d,e:f\\g\"h'i%0A{}[]",
          "Ünïcode 🗝",
          "-",
          "x".repeat(Owner.MAX_USERNAME));

  @Test
  final void newsOfEveryKindReachesTheOthers() throws Exception {
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    Ear another = new Ear(member());
    for (Invalidation change : ONE_OF_EACH) {
      speaker.publish(change);
      assertThat(ear.next()).isEqualTo(change);
      assertThat(another.next()).isEqualTo(change);
    }
  }

  @Test
  final void namesAreHeardAsTheyWereTold() throws Exception {
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    for (String name : ODD_NAMES) {
      for (Invalidation change :
          List.of(new OfUser(name), resource("a-1", name), resource("-", name))) {
        speaker.publish(change);
        assertThat(ear.next()).isEqualTo(change);
      }
    }
  }

  @Test
  final void whatManyTellAtOnceIsHeard() throws Exception {
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    List<Invalidation> told =
        ConcurrentTasks.call(
            16,
            who -> {
              Invalidation change = new OfKey(new UUID(0, who));
              speaker.publish(change);
              return change;
            });
    Set<Invalidation> heard = new HashSet<>();
    for (int i = 0; i < told.size(); i++) {
      heard.add(ear.next());
    }
    assertThat(heard).isEqualTo(new HashSet<>(told));
  }

  @Test
  final void aHearerThatTakesItsTimeHindersNobody() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Cluster slow = member();
    slow.subscribe(
        change -> {
          called.countDown();
          awaitUninterruptibly(mayGoOn);
        });
    Ear ear = new Ear(member());
    Cluster speaker = speaker();
    speaker.publish(ONE_OF_EACH.get(0));
    assertThat(ear.next()).isEqualTo(ONE_OF_EACH.get(0));
    assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    RateLimiter limiter =
        slow.limiter(List.of(RateLimit.parse("key:9/1d")), limits -> RateLimiter.unlimited());
    assertThat(limiter.tryAcquire(AuthenticatedKey.of(TestKeys.key())).quotas()).hasSize(1);
    slow.publish(ONE_OF_EACH.get(1));
    assertThat(ear.next()).isEqualTo(ONE_OF_EACH.get(1));
    mayGoOn.countDown();
  }

  @Test
  final void tellsNobodyWhileSeparatedAndAllWhenReunited() {
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    separate();
    ONE_OF_EACH.forEach(speaker::publish);
    assertThat(ear.heard).isEmpty();
    reunite();
    eventually(() -> ear.hasHeardFrom(speaker));
  }

  @Test
  final void joinsWhileSeparatedAndHearsLater() {
    separate();
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    ONE_OF_EACH.forEach(speaker::publish);
    reunite();
    eventually(() -> ear.hasHeardFrom(speaker));
  }

  @Test
  final void aMemberThatLeftIsMissedByNobody() throws Exception {
    Cluster leaver = speaker();
    Cluster speaker = speaker();
    Ear ear = new Ear(member());
    leaver.close();
    leaver.close();
    ONE_OF_EACH.forEach(leaver::publish);
    Invalidation change = new OfKey(UUID.randomUUID());
    speaker.publish(change);
    assertThat(ear.next()).isEqualTo(change);
  }

  @Test
  final void whatAMemberToldBeforeItLeftIsHeard() throws Exception {
    Ear ear = new Ear(member());
    for (int i = 0; i < 20; i++) {
      Cluster leaver = speaker();
      for (int k = 0; k < 100; k++) {
        leaver.publish(new OfKey(new UUID(i, k)));
      }
      leaver.close();
      for (int k = 0; k < 100; k++) {
        assertThat(ear.next()).isEqualTo(new OfKey(new UUID(i, k)));
      }
    }
  }

  private Cluster speaker() {
    Cluster speaker = member();
    speaker.subscribe(change -> {});
    return speaker;
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

  /** Remembers what a member hears. */
  private static final class Ear {
    final BlockingQueue<Invalidation> heard = new LinkedBlockingQueue<>();

    Ear(Cluster member) {
      member.subscribe(heard::add);
    }

    Invalidation next() throws InterruptedException {
      Invalidation next = heard.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("news within 20 seconds").isNotNull();
      return next;
    }

    boolean hasHeardFrom(Cluster speaker) {
      speaker.publish(ONE_OF_EACH.get(0));
      return !heard.isEmpty();
    }
  }
}
