package dev.sallyport.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.event.EventListener;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventPublisherTest {
  private static final AuditContext ADA = AuditContext.of("ada", "192.0.2.7").because("a test");

  private final SallyportFixture fixture = new SallyportFixture();
  private final ApiKeyManager keys = fixture.sallyport.keys().as(ADA);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void publishesEveryChangeOfAKeyWithBeforeAndAfter() {
    ApiKey created =
        ((Created) keys.create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci"))).key();
    ApiKey off = keys.deactivate(created.id()).orElseThrow();
    ApiKey on = keys.activate(created.id()).orElseThrow();
    keys.activate(created.id());
    ApiKey renamed = keys.rename(created.id(), "nightly").orElseThrow();
    keys.delete(created.id());
    assertThat(fixture.events(Event.KeyChanged.class))
        .containsExactly(
            changed(KeyAction.CREATED, null, created),
            changed(KeyAction.DEACTIVATED, created, off),
            changed(KeyAction.ACTIVATED, off, on),
            changed(KeyAction.CHANGED, on, renamed),
            changed(KeyAction.DELETED, renamed, null));
  }

  @Test
  void publishesEveryUseAndEveryDenialWithItsReason() {
    Created created = fixture.create();
    fixture.check(created.token());
    fixture.check(Secret.of("nonsense"));
    fixture.check(TokenFormat.sallyport("sp").generate());
    fixture.sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
    keys.deactivate(created.key().id());
    fixture.check(created.token());
    assertThat(fixture.events(Event.Authenticated.class))
        .containsExactly(
            new Event.Authenticated(
                fixture.clock.instant(), created.key().id(), SallyportFixture.OWNER));
    assertThat(fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsExactly(
            DenialReason.MALFORMED_TOKEN,
            DenialReason.UNKNOWN_TOKEN,
            DenialReason.NO_CREDENTIALS,
            DenialReason.KEY_INACTIVE);
    assertThat(fixture.events(Event.Denied.class).get(3).keyId()).contains(created.key().id());
  }

  @Test
  void k30PublishesAnExpiredKeyOncePerDay() {
    Created created = fixture.create(new Lifetime.For(Duration.ofHours(1)));
    fixture.clock.advance(Duration.ofHours(1).plusSeconds(1));
    fixture.check(created.token());
    fixture.check(created.token());
    assertThat(fixture.events(Event.Expired.class)).hasSize(1);
    fixture.clock.advance(Duration.ofDays(1));
    fixture.check(created.token());
    assertThat(fixture.events(Event.Expired.class))
        .hasSize(2)
        .allMatch(event -> event.keyId().equals(created.key().id()));
  }

  @Test
  void eventsContainNothingConfidential() {
    Created created = fixture.create();
    fixture.check(created.token());
    keys.delete(created.key().id());
    Event.KeyChanged deleted = (Event.KeyChanged) fixture.events.get(fixture.events.size() - 1);
    ApiKey published = deleted.before().orElseThrow();
    assertThat(fixture.events + published.lookup() + published.digest())
        .doesNotContain(created.token().reveal(), created.key().lookup(), created.key().digest());
  }

  @Test
  void aFailingListenerAffectsNothingAndIsLoggedRarely() {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger logger = (Logger) LoggerFactory.getLogger(EventPublisher.class);
    logger.setLevel(Level.WARN);
    logger.addAppender(logged);
    AtomicInteger heard = new AtomicInteger();
    EventListener failing =
        event -> {
          throw new IllegalStateException("broken");
        };
    EventListener worse =
        event -> {
          throw new StackOverflowError();
        };
    try (SallyportFixture other =
        new SallyportFixture(
            builder ->
                builder
                    .listener(failing)
                    .listener(worse)
                    .listener(event -> heard.incrementAndGet()))) {
      Created created = other.create();
      for (int i = 0; i < 50; i++) {
        assertThat(other.opensTo(created.token())).isTrue();
      }
      other.sallyport.keys().deactivate(created.key().id());
      assertThat(other.opensTo(created.token())).isFalse();
      assertThat(heard).hasValue(53);
      assertThat(logged.list).hasSizeBetween(2, 12);
    } finally {
      logger.detachAppender(logged);
      logger.setLevel(null);
    }
  }

  @Test
  void everyActionHasAWord() {
    assertThat(List.of(KeyAction.values()))
        .allMatch(action -> action.word().matches("key\\.[a-z-]+"))
        .extracting(KeyAction::word)
        .doesNotHaveDuplicates();
  }

  private Event.KeyChanged changed(
      KeyAction action, @Nullable ApiKey before, @Nullable ApiKey after) {
    return new Event.KeyChanged(
        fixture.clock.instant(),
        action,
        Optional.ofNullable(before).map(ApiKey::redacted),
        Optional.ofNullable(after).map(ApiKey::redacted),
        ADA);
  }
}
