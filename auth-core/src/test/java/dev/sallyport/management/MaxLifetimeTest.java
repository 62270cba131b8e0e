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
  void theSummaryCountsOlderKeys() {
    MaxLifetime oneDay = new MaxLifetime(Duration.ofDays(1), MaxLifetime.Policy.WARN);
    try (SallyportFixture fixture = new SallyportFixture(parts -> parts.maxLifetime(oneDay))) {
      fixture.create();
      fixture.clock.advance(Duration.ofDays(1));
      assertThat(overAge(fixture)).as("exactly this old").isZero();
      fixture.clock.advance(Duration.ofMillis(1));
      assertThat(overAge(fixture)).isEqualTo(1);
    }
    try (SallyportFixture fixture =
        new SallyportFixture(parts -> parts.setting("max-lifetime-days", "0"))) {
      fixture.create();
      fixture.clock.advance(Duration.ofDays(36_000));
      assertThat(overAge(fixture)).isZero();
    }
  }

  private static long overAge(SallyportFixture fixture) {
    return fixture.sallyport.keys().summary(Duration.ofDays(30)).overAge();
  }

  @Test
  void warnsOncePerKeyAndDayAndAllows() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      Created created = fixture.create();
      Created other = fixture.create();
      fixture.clock.advance(MAX);
      assertThat(fixture.opensTo(created.token())).isTrue();
      assertThat(logged.list).as("exactly at the maximum age").isEmpty();
      fixture.clock.advance(Duration.ofNanos(1000));
      for (int i = 0; i < 5; i++) {
        assertThat(fixture.opensTo(created.token())).isTrue();
      }
      assertThat(fixture.opensTo(other.token())).isTrue();
      assertThat(logged.list).hasSize(2);
      assertThat(logged.list.get(0).getFormattedMessage())
          .contains(created.key().id().toString(), "1095 days", SallyportFixture.OWNER.toString());
      fixture.clock.advance(Duration.ofDays(1));
      assertThat(fixture.opensTo(created.token())).isTrue();
      assertThat(logged.list).hasSize(3);
      assertThat(fixture.events(Event.OverAge.class))
          .extracting(Event.OverAge::keyId)
          .isEqualTo(List.of(created.key().id(), other.key().id(), created.key().id()));
    }
  }

  @Test
  void deniesIfThatIsThePolicy() {
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.maxLifetime(new MaxLifetime(MAX, Policy.DENY)))) {
      Created created = fixture.create();
      fixture.clock.advance(MAX);
      assertThat(fixture.opensTo(created.token())).isTrue();
      fixture.clock.advance(Duration.ofNanos(1000));
      assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_OVER_AGE);
      assertThat(DenialReason.KEY_OVER_AGE.isAfterVerification()).isTrue();
    }
  }

  @Test
  void countsNothingWithoutALimit() {
    try (SallyportFixture fixture =
        new SallyportFixture(builder -> builder.setting("max-lifetime-days", "0"))) {
      Created created = fixture.create();
      fixture.clock.advance(Duration.ofDays(36_500));
      assertThat(fixture.opensTo(created.token())).isTrue();
      assertThat(fixture.events(Event.OverAge.class)).isEmpty();
    }
  }
}
