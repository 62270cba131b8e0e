package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class KeyLimitTest {
  private static final Denied FULL = new Denied(Reason.LIMIT_REACHED);

  @Test
  void k31DeniesCreationAtTheLimitWithAndWithoutExpiry() {
    try (SallyportFixture fixture = sallyport(10, "deny")) {
      for (int i = 0; i < 5; i++) {
        fixture.create();
        fixture.create(new Lifetime.For(Duration.ofHours(1)));
      }
      assertThat(one(fixture)).isEqualTo(FULL);
    }
  }

  @Test
  void k32AnExpiredKeyDoesNotCount() {
    try (SallyportFixture fixture = sallyport(10, "deny")) {
      for (int i = 0; i < 9; i++) {
        fixture.create();
      }
      fixture.create(new Lifetime.For(Duration.ofHours(1)));
      fixture.clock.advance(Duration.ofHours(2));
      assertThat(one(fixture)).isInstanceOf(Created.class);
      assertThat(one(fixture)).isEqualTo(FULL);
    }
  }

  @Test
  void anInactiveKeyCountsADeletedOneDoesNot() {
    try (SallyportFixture fixture = sallyport(1, "deny")) {
      ApiKey key = fixture.create().key();
      fixture.sallyport.keys().deactivate(key.id());
      assertThat(one(fixture)).isEqualTo(FULL);
      fixture.sallyport.keys().delete(key.id());
      assertThat(one(fixture)).isInstanceOf(Created.class);
    }
  }

  @Test
  void evictsTheOldestWhichIsDeniedImmediately() {
    try (SallyportFixture fixture = sallyport(2, "evict-oldest")) {
      Created first = fixture.create();
      assertThat(fixture.opensTo(first.token())).isTrue();
      fixture.clock.advance(Duration.ofMinutes(1));
      Created second = fixture.create();
      fixture.clock.advance(Duration.ofMinutes(1));
      Created third = fixture.create();
      assertThat(fixture.opensTo(first.token())).isFalse();
      assertThat(fixture.opensTo(second.token())).isTrue();
      assertThat(fixture.opensTo(third.token())).isTrue();
      assertThat(fixture.events(Event.KeyChanged.class))
          .filteredOn(event -> event.action() == KeyAction.EVICTED)
          .extracting(event -> event.before().orElseThrow())
          .isEqualTo(List.of(first.key().redacted()));
    }
  }

  @Test
  void evictsSeveralKeysAfterTheLimitWasLowered() {
    try (SallyportFixture many = new SallyportFixture()) {
      for (int i = 0; i < 7; i++) {
        many.create();
        many.clock.advance(Duration.ofMinutes(1));
      }
      try (Sallyport few =
          Sallyport.builder(many.store, many.owners)
              .ignoreEnvironment()
              .clock(many.clock)
              .setting("token-limit-per-user", "3")
              .setting("token-limit-policy", "evict-oldest")
              .build()) {
        assertThat(few.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x")))
            .isInstanceOf(Created.class);
        assertThat(few.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
      }
    }
  }

  @Test
  void p10OneOf64ConcurrentCallsGetsTheLastPlace() throws Exception {
    try (SallyportFixture fixture = sallyport(3, "deny")) {
      fixture.create();
      fixture.create();
      assertThat(atOnce(() -> one(fixture))).filteredOn(Created.class::isInstance).hasSize(1);
      assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
    }
  }

  @Test
  void concurrentEvictionsKeepTheLimitAndAllSucceed() throws Exception {
    try (SallyportFixture fixture = sallyport(3, "evict-oldest")) {
      assertThat(atOnce(() -> one(fixture))).allMatch(Created.class::isInstance);
      assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
    }
  }

  private static CreateResult one(SallyportFixture fixture) {
    return fixture.sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "one more"));
  }

  private static SallyportFixture sallyport(int keys, String policy) {
    return new SallyportFixture(
        builder ->
            builder
                .setting("token-limit-per-user", String.valueOf(keys))
                .setting("token-limit-policy", policy));
  }

  private static List<CreateResult> atOnce(Callable<CreateResult> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      List<CreateResult> results = new ArrayList<>();
      for (var done : threads.invokeAll(Collections.nCopies(64, call))) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
