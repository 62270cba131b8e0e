package dev.sallyport.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.management.CreateResult.Created;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LastUsedTest {
  @Test
  void writesWhatIsPendingWhenClosed() {
    SallyportFixture gate = new SallyportFixture();
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.close();
    assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNotNull();
  }

  @Test
  void triesAgainWhenClosedOnConnectionsThatAreDead() {
    SallyportFixture gate = new SallyportFixture();
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.store.writesToFail.set(2);
    gate.close();
    assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNotNull();
  }

  @Test
  void triesAgainWhatCouldNotBeWritten() {
    try (SallyportFixture gate = new SallyportFixture()) {
      Created created = gate.create();
      Instant usedAt = gate.clock.instant();
      gate.opensTo(created.token());
      gate.store.readOnly = true;
      gate.sallyport.flush();
      assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNull();
      gate.store.readOnly = false;
      gate.sallyport.flush();
      assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt())
          .isEqualTo(usedAt);
    }
  }

  @Test
  void triesAgainByItselfLongBeforeItsNextTime() {
    try (SallyportFixture gate = new SallyportFixture()) {
      Created created = gate.create();
      gate.opensTo(created.token());
      gate.store.writesToFail.set(1);
      gate.sallyport.flush();
      while (gate.stored(created.key().id()).lastUsedAt() == null) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aWriteThatHangsHoldsUpNoReads() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.storeTimeout(Duration.ofMillis(200)))) {
      Created used = gate.create();
      Created other = gate.create();
      gate.opensTo(used.token());
      gate.store.beforeUse = () -> await(mayGoOn);
      for (int i = 0; i < 2 * StoreExecutor.THREADS; i++) {
        gate.sallyport.flush();
      }
      assertThat(gate.opensTo(other.token())).isTrue();
      mayGoOn.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writesManyKeysInBatchesAndEachOnce() {
    try (SallyportFixture gate = new SallyportFixture()) {
      List<Created> keys = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        keys.add(gate.create());
      }
      int writes = gate.store.writes.get();
      keys.forEach(key -> gate.opensTo(key.token()));
      gate.sallyport.flush();
      assertThat(gate.store.writes).as("two batches").hasValue(writes + 2);
      gate.sallyport.flush();
      assertThat(gate.store.writes).as("nothing left").hasValue(writes + 2);
      keys.forEach(
          key ->
              assertThat(gate.store.findById(key.key().id()).orElseThrow().lastUsedAt())
                  .isNotNull());
    }
  }

  @Test
  void writesEveryNowAndThenByItself() throws Exception {
    try (SallyportFixture gate =
        new SallyportFixture(builder -> builder.lastUsedInterval(Duration.ofMillis(5)))) {
      Created created = gate.create();
      gate.opensTo(created.token());
      while (gate.store.findById(created.key().id()).orElseThrow().lastUsedAt() == null) {
        Thread.onSpinWait();
      }
    }
  }
}
