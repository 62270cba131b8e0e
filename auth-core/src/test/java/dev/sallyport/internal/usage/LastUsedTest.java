package dev.sallyport.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.management.CreateResult.Created;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LastUsedTest {
  @Test
  void closeWritesPendingUses() {
    SallyportFixture fixture = new SallyportFixture();
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.close();
    assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNotNull();
  }

  @Test
  void closeRetriesOnDeadConnections() {
    SallyportFixture fixture = new SallyportFixture();
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.store.writesToFail.set(2);
    fixture.close();
    assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNotNull();
  }

  @Test
  void retriesFailedWrites() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      Created created = fixture.create();
      Instant usedAt = fixture.clock.instant();
      fixture.opensTo(created.token());
      fixture.store.readOnly = true;
      fixture.sallyport.flush();
      assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNull();
      fixture.store.readOnly = false;
      fixture.sallyport.flush();
      assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt())
          .isEqualTo(usedAt);
    }
  }

  @Test
  void retriesBeforeTheNextInterval() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      Created created = fixture.create();
      fixture.opensTo(created.token());
      fixture.store.writesToFail.set(1);
      fixture.sallyport.flush();
      while (fixture.stored(created.key().id()).lastUsedAt() == null) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aHangingWriteBlocksNoReads() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.setting("store-timeout", "200ms"))) {
      Created used = fixture.create();
      Created other = fixture.create();
      fixture.opensTo(used.token());
      fixture.store.beforeUse = () -> await(mayGoOn);
      for (int i = 0; i < 2 * StoreExecutor.THREADS; i++) {
        fixture.sallyport.flush();
      }
      assertThat(fixture.opensTo(other.token())).isTrue();
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
    try (SallyportFixture fixture = new SallyportFixture()) {
      List<Created> keys = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        keys.add(fixture.create());
      }
      int writes = fixture.store.writes.get();
      keys.forEach(key -> fixture.opensTo(key.token()));
      fixture.sallyport.flush();
      assertThat(fixture.store.writes).as("two batches").hasValue(writes + 2);
      fixture.sallyport.flush();
      assertThat(fixture.store.writes).as("nothing left").hasValue(writes + 2);
      keys.forEach(
          key ->
              assertThat(fixture.store.findById(key.key().id()).orElseThrow().lastUsedAt())
                  .isNotNull());
    }
  }

  @Test
  void writesPeriodically() throws Exception {
    try (SallyportFixture fixture =
        new SallyportFixture(builder -> builder.setting("last-used-interval", "100ms"))) {
      Created created = fixture.create();
      fixture.opensTo(created.token());
      while (fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt() == null) {
        Thread.onSpinWait();
      }
    }
  }
}
