package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.internal.state.KeyStatusChecker;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.MaxLifetime.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MaxLifetimeTest {
  private static final Duration MAX = Duration.ofDays(1095);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(KeyStatusChecker.class);

  @BeforeEach
  void listen() {
    logged.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
    logger.setLevel(null);
  }

  @Test
  void anOverviewCountsWhatIsOlder() {
    MaxLifetime oneDay = new MaxLifetime(Duration.ofDays(1), MaxLifetime.Policy.WARN);
    try (SallyportFixture gate = new SallyportFixture(parts -> parts.maxLifetime(oneDay))) {
      gate.create();
      gate.clock.advance(Duration.ofDays(1));
      assertThat(overAge(gate)).as("just this old").isZero();
      gate.clock.advance(Duration.ofMillis(1));
      assertThat(overAge(gate)).isEqualTo(1);
    }
    try (SallyportFixture gate = new SallyportFixture(parts -> parts.maxLifetime(null))) {
      gate.create();
      gate.clock.advance(Duration.ofDays(36_000));
      assertThat(overAge(gate)).isZero();
    }
  }

  private static long overAge(SallyportFixture gate) {
    return gate.sallyport.keys().summary(Optional.empty(), Duration.ofDays(30)).overAge();
  }

  @Test
  void warnsOnceAKeyAndDayAndLetsItIn() {
    try (SallyportFixture gate = new SallyportFixture()) {
      Created created = gate.create();
      Created other = gate.create();
      gate.clock.advance(MAX);
      assertThat(gate.opensTo(created.token())).isTrue();
      assertThat(logged.list).as("just as old as it may become").isEmpty();
      gate.clock.advance(Duration.ofNanos(1000));
      for (int i = 0; i < 5; i++) {
        assertThat(gate.opensTo(created.token())).isTrue();
      }
      assertThat(gate.opensTo(other.token())).isTrue();
      assertThat(logged.list).hasSize(2);
      assertThat(logged.list.get(0).getFormattedMessage())
          .contains(created.key().id().toString(), "1095 days", SallyportFixture.OWNER.toString());
      gate.clock.advance(Duration.ofDays(1));
      assertThat(gate.opensTo(created.token())).isTrue();
      assertThat(logged.list).hasSize(3);
      assertThat(gate.events(Event.OverAge.class))
          .extracting(Event.OverAge::keyId)
          .isEqualTo(List.of(created.key().id(), other.key().id(), created.key().id()));
    }
  }

  @Test
  void refusesWhereThatIsThePolicy() {
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.maxLifetime(new MaxLifetime(MAX, Policy.REJECT)))) {
      Created created = gate.create();
      gate.clock.advance(MAX);
      assertThat(gate.opensTo(created.token())).isTrue();
      gate.clock.advance(Duration.ofNanos(1000));
      assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_OVER_AGE);
      assertThat(DenialReason.KEY_OVER_AGE.isAfterProof()).isTrue();
    }
  }

  @Test
  void knowsNoAgeWhereThereIsNoBound() {
    try (SallyportFixture gate = new SallyportFixture(builder -> builder.maxLifetime(null))) {
      Created created = gate.create();
      gate.clock.advance(Duration.ofDays(36_500));
      assertThat(gate.opensTo(created.token())).isTrue();
      assertThat(gate.events(Event.OverAge.class)).isEmpty();
    }
  }
}
