package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.KeyLimit.Policy;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
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
    try (Gate gate = gate(10, Policy.REFUSE)) {
      for (int i = 0; i < 5; i++) {
        gate.create();
        gate.create(new Lifetime.For(Duration.ofHours(1)));
      }
      assertThat(one(gate)).isEqualTo(FULL);
    }
  }

  @Test
  void k32AKeyThatIsOverLeavesItsPlace() {
    try (Gate gate = gate(10, Policy.REFUSE)) {
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
    try (Gate gate = gate(1, Policy.REFUSE)) {
      AuthToken key = gate.create().key();
      gate.sallyport.keys().deactivate(key.id());
      assertThat(one(gate)).isEqualTo(FULL);
      gate.sallyport.keys().delete(key.id());
      assertThat(one(gate)).isInstanceOf(Created.class);
    }
  }

  @Test
  void evictsTheOldestAndRefusesItAtOnce() {
    try (Gate gate = gate(2, Policy.EVICT_OLDEST)) {
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
    try (Gate many = new Gate()) {
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
        assertThat(few.keys().create(NewKey.of(Gate.OWNER, "x"))).isInstanceOf(Created.class);
        assertThat(few.keys().list(TokenQuery.all()).total()).isEqualTo(3);
      }
    }
  }

  @Test
  void p10Of64WhoWantTheLastPlaceOneGetsIt() throws Exception {
    try (Gate gate = gate(3, Policy.REFUSE)) {
      gate.create();
      gate.create();
      assertThat(atOnce(() -> one(gate))).filteredOn(Created.class::isInstance).hasSize(1);
      assertThat(gate.sallyport.keys().list(TokenQuery.all()).total()).isEqualTo(3);
    }
  }

  @Test
  void manyEvictionsAtOnceKeepTheLimitAndGiveEverybodyAKey() throws Exception {
    try (Gate gate = gate(3, Policy.EVICT_OLDEST)) {
      assertThat(atOnce(() -> one(gate))).allMatch(Created.class::isInstance);
      assertThat(gate.sallyport.keys().list(TokenQuery.all()).total()).isEqualTo(3);
    }
  }

  private static CreateResult one(Gate gate) {
    return gate.sallyport.keys().create(NewKey.of(Gate.OWNER, "one more"));
  }

  private static Gate gate(int keys, Policy policy) {
    return new Gate(builder -> builder.keyLimit(new KeyLimit(keys, policy)));
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
