package dev.sallyport.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyMonitorTest {
  @Test
  void runsTheActionWhenThisJvmDeactivatesTheKeyOrItsOwner() throws Exception {
    try (SallyportFixture fixture = new SallyportFixture(it -> it.setting("max-staleness", "1h"))) {
      Created created = fixture.create();
      CountDownLatch first = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), first::countDown);
      fixture.sallyport.keys().deactivate(created.key().id());
      awaitDone(first);
      fixture.sallyport.keys().activate(created.key().id());
      CountDownLatch second = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), second::countDown);
      fixture.sallyport.ownerManager().deactivateUser(SallyportFixture.OWNER);
      awaitDone(second);
    }
  }

  @Test
  void detectsChangesOfOtherNodes() throws Exception {
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.setting("max-staleness", "100ms"))) {
      Created created = fixture.create();
      CountDownLatch done = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), done::countDown);
      fixture.store.replace(created.key().deactivate());
      awaitDone(done);
    }
  }

  @Test
  void detectsAKeyDeletedBeforeTheWatch() throws Exception {
    try (SallyportFixture fixture = new SallyportFixture(it -> it.setting("max-staleness", "1h"))) {
      Created created = fixture.create();
      fixture.sallyport.keys().delete(created.key().id());
      CountDownLatch done = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), done::countDown);
      awaitDone(done);
    }
  }

  @Test
  void reactsImmediatelyToInvalidations() throws Exception {
    TellingCluster cluster = new TellingCluster();
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.setting("max-staleness", "1h").cluster(cluster))) {
      Created created = fixture.create();
      CountDownLatch done = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), done::countDown);
      fixture.store.replace(created.key().deactivate());
      Invalidation change = new Invalidation.OfKey(created.key().id());
      cluster.listener.accept(change);
      awaitDone(done);
      assertThat(fixture.events(Event.ChangedElsewhere.class))
          .extracting(Event.ChangedElsewhere::change)
          .containsExactly(change);
    }
  }

  @Test
  void runsNothingAfterCloseAndNothingTwice() throws Exception {
    try (SallyportFixture fixture = new SallyportFixture(it -> it.setting("max-staleness", "1h"))) {
      Created created = fixture.create();
      AtomicInteger runs = new AtomicInteger();
      fixture.sallyport.watch(created.key().id(), runs::incrementAndGet).close();
      CountDownLatch done = new CountDownLatch(1);
      fixture.sallyport.watch(
          created.key().id(),
          () -> {
            runs.addAndGet(10);
            done.countDown();
          });
      fixture.sallyport.keys().deactivate(created.key().id());
      awaitDone(done);
      CountDownLatch last = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), last::countDown);
      awaitDone(last);
      assertThat(runs).hasValue(10);
    }
  }

  @Test
  void keysCountAsWorkingDuringAnOutageForALimitedTime() throws Exception {
    Duration stale = Duration.ofMinutes(65);
    try (SallyportFixture fixture =
        new SallyportFixture(
            it -> it.setting("max-staleness", "1h").setting("stale-if-unavailable", "65m"))) {
      Created created = fixture.create();
      CountDownLatch done = new CountDownLatch(1);
      fixture.sallyport.watch(created.key().id(), done::countDown);
      fixture.store.down = true;
      fixture.sallyport.invalidateOwners(owner -> true);
      assertThat(done.getCount()).isEqualTo(1);
      fixture.clock.advance(stale.plusSeconds(1));
      fixture.sallyport.invalidateOwners(owner -> true);
      awaitDone(done);
    }
  }

  @Test
  void acceptsWatchesAfterItsEnd() {
    SallyportFixture fixture = new SallyportFixture();
    Created created = fixture.create();
    fixture.close();
    fixture.sallyport.watch(created.key().id(), () -> {}).close();
  }

  private static void awaitDone(CountDownLatch done) throws InterruptedException {
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static final class TellingCluster implements Cluster {
    private Consumer<Invalidation> listener = change -> {};

    @Override
    public void subscribe(Consumer<Invalidation> listener) {
      this.listener = listener;
    }

    @Override
    public void publish(Invalidation change) {
      // no other nodes
    }

    @Override
    public RateLimiter limiter(
        List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
      return alone.apply(limits);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
