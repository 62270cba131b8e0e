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
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void runsAtOnceWhatIsToBeDoneWhenThisJvmDeactivatesTheKeyOrItsOwner() throws Exception {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxStaleness(LONG))) {
      Created created = gate.create();
      CountDownLatch first = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), first::countDown);
      gate.sallyport.keys().deactivate(created.key().id());
      awaitDone(first);
      gate.sallyport.keys().activate(created.key().id());
      CountDownLatch second = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), second::countDown);
      gate.sallyport.ownerManager().deactivateUser(SallyportFixture.OWNER.username());
      awaitDone(second);
    }
  }

  @Test
  void noticesWhatAnotherNodeHasChanged() throws Exception {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxStaleness(SHORT))) {
      Created created = gate.create();
      CountDownLatch done = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), done::countDown);
      gate.store.replace(created.key().deactivate());
      awaitDone(done);
    }
  }

  @Test
  void noticesAKeyThatIsGoneBeforeItIsWatched() throws Exception {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxStaleness(LONG))) {
      Created created = gate.create();
      gate.sallyport.keys().delete(created.key().id());
      CountDownLatch done = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), done::countDown);
      awaitDone(done);
    }
  }

  @Test
  void isToldAtOnceWhereNodesTellEachOther() throws Exception {
    TellingCluster cluster = new TellingCluster();
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxStaleness(LONG).fleet(cluster))) {
      Created created = gate.create();
      CountDownLatch done = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), done::countDown);
      gate.store.replace(created.key().deactivate());
      Invalidation change = new Invalidation.OfKey(created.key().id());
      cluster.listener.accept(change);
      awaitDone(done);
      assertThat(gate.events(Event.ChangedElsewhere.class))
          .extracting(Event.ChangedElsewhere::change)
          .containsExactly(change);
    }
  }

  @Test
  void runsNothingAfterTheWatchIsClosedAndNothingTwice() throws Exception {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxStaleness(LONG))) {
      Created created = gate.create();
      AtomicInteger runs = new AtomicInteger();
      gate.sallyport.watch(created.key().id(), runs::incrementAndGet).close();
      CountDownLatch done = new CountDownLatch(1);
      gate.sallyport.watch(
          created.key().id(),
          () -> {
            runs.addAndGet(10);
            done.countDown();
          });
      gate.sallyport.keys().deactivate(created.key().id());
      awaitDone(done);
      CountDownLatch last = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), last::countDown);
      awaitDone(last);
      assertThat(runs).hasValue(10);
    }
  }

  @Test
  void keysCountAsWorkingWhileTheStoreIsAwayButNotForEver() throws Exception {
    Duration stale = Duration.ofMinutes(5);
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.maxStaleness(LONG).staleIfUnavailable(stale))) {
      Created created = gate.create();
      CountDownLatch done = new CountDownLatch(1);
      gate.sallyport.watch(created.key().id(), done::countDown);
      gate.store.down = true;
      gate.sallyport.ownersChanged(owner -> true);
      assertThat(done.getCount()).isEqualTo(1);
      gate.clock.advance(stale.plusSeconds(1));
      gate.sallyport.ownersChanged(owner -> true);
      awaitDone(done);
    }
  }

  private static void awaitDone(CountDownLatch done) throws InterruptedException {
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static final class TellingCluster implements Cluster {
    private Consumer<Invalidation> listener = change -> {};

    @Override
    public void listen(Consumer<Invalidation> hearer) {
      listener = hearer;
    }

    @Override
    public void tell(Invalidation change) {
      // nobody else is there
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
