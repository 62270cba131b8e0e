package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.CreateResult.Refused;
import dev.sallyport.management.KeyLimit.Policy;
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
  private static final Refused FULL = new Refused(Reason.LIMIT_REACHED);

  @Test
  void k31RefusesOneMoreWhetherKeysHaveAnEndOrNot() {
    try (SallyportFixture gate = gate(10, Policy.REFUSE)) {
      for (int i = 0; i < 5; i++) {
        gate.create();
        gate.create(new Lifetime.For(Duration.ofHours(1)));
      }
      assertThat(one(gate)).isEqualTo(FULL);
    }
  }

  @Test
  void k32AKeyThatIsOverLeavesItsPlace() {
    try (SallyportFixture gate = gate(10, Policy.REFUSE)) {
      for (int i = 0; i < 9; i++) {
        gate.create();
      }
      gate.create(new Lifetime.For(Duration.ofHours(1)));
      gate.clock.advance(Duration.ofHours(2));
      assertThat(one(gate)).isInstanceOf(Created.class);
      assertThat(one(gate)).isEqualTo(FULL);
    }
  }

  @Test
  void aKeyThatIsSwitchedOffKeepsItsPlaceADeletedOneDoesNot() {
    try (SallyportFixture gate = gate(1, Policy.REFUSE)) {
      ApiKey key = gate.create().key();
      gate.sallyport.keys().deactivate(key.id());
      assertThat(one(gate)).isEqualTo(FULL);
      gate.sallyport.keys().delete(key.id());
      assertThat(one(gate)).isInstanceOf(Created.class);
    }
  }

  @Test
  void evictsTheOldestAndRefusesItAtOnce() {
    try (SallyportFixture gate = gate(2, Policy.EVICT_OLDEST)) {
      Created first = gate.create();
      assertThat(gate.opensTo(first.token())).isTrue();
      gate.clock.advance(Duration.ofMinutes(1));
      Created second = gate.create();
      gate.clock.advance(Duration.ofMinutes(1));
      Created third = gate.create();
      assertThat(gate.opensTo(first.token())).isFalse();
      assertThat(gate.opensTo(second.token())).isTrue();
      assertThat(gate.opensTo(third.token())).isTrue();
      assertThat(gate.events(Event.KeyChanged.class))
          .filteredOn(event -> event.action() == KeyAction.EVICTED)
          .extracting(Event.KeyChanged::beforeOrNull)
          .isEqualTo(List.of(first.key().redacted()));
    }
  }

  @Test
  void evictsAsManyAsAreTooManyAfterTheLimitWasLowered() {
    try (SallyportFixture many = new SallyportFixture()) {
      for (int i = 0; i < 7; i++) {
        many.create();
        many.clock.advance(Duration.ofMinutes(1));
      }
      try (Sallyport few =
          Sallyport.builder(many.store, many.owners)
              .ignoreEnvironment()
              .clock(many.clock)
              .keyLimit(new KeyLimit(3, Policy.EVICT_OLDEST))
              .build()) {
        assertThat(few.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x")))
            .isInstanceOf(Created.class);
        assertThat(few.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
      }
    }
  }

  @Test
  void p10Of64WhoWantTheLastPlaceOneGetsIt() throws Exception {
    try (SallyportFixture gate = gate(3, Policy.REFUSE)) {
      gate.create();
      gate.create();
      assertThat(atOnce(() -> one(gate))).filteredOn(Created.class::isInstance).hasSize(1);
      assertThat(gate.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
    }
  }

  @Test
  void manyEvictionsAtOnceKeepTheLimitAndGiveEverybodyAKey() throws Exception {
    try (SallyportFixture gate = gate(3, Policy.EVICT_OLDEST)) {
      assertThat(atOnce(() -> one(gate))).allMatch(Created.class::isInstance);
      assertThat(gate.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(3);
    }
  }

  private static CreateResult one(SallyportFixture gate) {
    return gate.sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "one more"));
  }

  private static SallyportFixture gate(int keys, Policy policy) {
    return new SallyportFixture(builder -> builder.keyLimit(new KeyLimit(keys, policy)));
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
