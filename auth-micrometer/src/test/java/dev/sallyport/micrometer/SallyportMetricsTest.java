package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SallyportMetricsTest {
  private static final int MANY = 5000; // enough to be sure that some are sampled

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void countsDecisionsByOutcomeAndReason() {
    try (SallyportFixture fixture = fixture(it -> it)) {
      Created created = fixture.create();
      fixture.check(created.token());
      fixture.check(created.token());
      fixture.check(TokenFormat.sallyport("sp").generate());
      fixture.check(Secret.of("nonsense"));
      fixture.sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
      fixture.sallyport.keys().deactivate(created.key().id());
      fixture.check(created.token());
      assertThat(requests("authenticated", "none")).isEqualTo(2);
      assertThat(requests("denied", "unknown-token")).isEqualTo(1);
      assertThat(requests("denied", "malformed-token")).isEqualTo(1);
      assertThat(requests("denied", "no-credentials")).isEqualTo(1);
      assertThat(requests("denied", "key-inactive")).isEqualTo(1);
      assertThat(requests("unavailable", "store")).isZero();
      assertThat(fixture.events(Event.Denied.class)).as("other listeners get events").hasSize(4);
    }
  }

  @Test
  void countsRequestsThatCouldNotBeDecided() {
    try (SallyportFixture fixture = fixture(it -> it)) {
      Created created = fixture.create();
      fixture.store.down = true;
      assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
      assertThat(requests("unavailable", "store")).isEqualTo(1);
      assertThat(verifications("store").count()).isEqualTo(1);
    }
  }

  @Test
  void measuresVerificationsAndTheStalenessOfKeys() {
    try (SallyportFixture fixture = fixture(it -> it.setting("max-staleness", "2s"))) {
      Created created = fixture.create();
      fixture.check(created.token());
      fixture.clock.advance(Duration.ofSeconds(1));
      for (int i = 0; i < MANY; i++) {
        fixture.check(created.token());
      }
      assertThat(verifications("store").count()).isEqualTo(1);
      assertThat(verifications("memory").count()).isBetween(1L, MANY / 10L);
      assertThat(verifications("memory").mean(TimeUnit.NANOSECONDS)).isPositive();
      assertThat(staleness("available").count()).isBetween(1L, MANY / 10L);
      assertThat(staleness("available").max(TimeUnit.SECONDS)).isEqualTo(1);

      fixture.store.down = true;
      fixture.clock.advance(Duration.ofSeconds(9));
      fixture.check(created.token());
      assertThat(staleness("unavailable").count()).isEqualTo(1);
      assertThat(staleness("unavailable").max(TimeUnit.SECONDS)).isEqualTo(10);
      assertThat(requests("authenticated", "none")).isEqualTo(MANY + 2);
    }
  }

  @Test
  void showsTheHealthOfTheInstance() {
    try (SallyportFixture fixture = fixture(it -> it)) {
      fixture.check(fixture.create().token());
      assertThat(gauge("sallyport.tokens.cached")).isEqualTo(1);
      assertThat(gauge("sallyport.digests.waiting")).isZero();
      assertThat(gauge("sallyport.last.uses.pending")).isEqualTo(1);
      assertThat(gauge("sallyport.circuit.breaker.state", "state", "closed")).isEqualTo(1);
      assertThat(gauge("sallyport.circuit.breaker.state", "state", "open")).isZero();
      assertThat(gauge("sallyport.circuit.breaker.state", "state", "half-open")).isZero();
      assertThat(registry.find("sallyport.cluster.connected").gauge()).isNull();
    }
  }

  @Test
  void showsTheStatesOfTheCircuitBreaker() {
    try (SallyportFixture fixture = fixture(it -> it.setting("store-timeout", "50ms"))) {
      Secret unread = fixture.create().token();
      CountDownLatch isBack = new CountDownLatch(1);
      fixture.store.afterRead = () -> await(isBack);
      for (String state : List.of("open", "half-open")) {
        while (gauge("sallyport.circuit.breaker.state", "state", state) == 0) {
          assertThatThrownBy(() -> fixture.check(unread)).isInstanceOf(StoreException.class);
        }
        assertThat(gauge("sallyport.circuit.breaker.state", "state", "closed")).isZero();
      }
      isBack.countDown();
      while (gauge("sallyport.circuit.breaker.state", "state", "closed") == 0) {
        Thread.onSpinWait();
      }
      assertThat(gauge("sallyport.circuit.breaker.state", "state", "open")).isZero();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new StoreException("interrupted", e);
    }
  }

  @Test
  void countsChangesThrottledRequestsAndFailedLogins() {
    try (SallyportFixture fixture = fixture(it -> it.setting("rate-limits", "key:1/1d"))) {
      Created created = fixture.create();
      fixture.check(created.token());
      fixture.check(created.token());
      fixture.sallyport.keys().delete(created.key().id());
      fixture
          .sallyport
          .logins()
          .orElseThrow()
          .logIn(LoginRequest.of("ada", Secret.of("wrong"), "192.0.2.7"));
      assertThat(counter("sallyport.logins.failed")).isEqualTo(1);
      assertThat(counter("sallyport.throttled", "operation", "key")).isEqualTo(1);
      assertThat(requests("denied", "quota-exceeded")).isEqualTo(1);
      assertThat(counter("sallyport.key.changes", "action", "created")).isEqualTo(1);
      assertThat(counter("sallyport.key.changes", "action", "deleted")).isEqualTo(1);
      assertThat(counter("sallyport.key.changes", "action", "imported")).isZero();
      fixture.sallyport.keys().importKey(created.key());
      assertThat(counter("sallyport.key.changes", "action", "imported")).isEqualTo(1);
    }
  }

  @Test
  void countsMessagesOfAClusterAndShowsWhetherItIsConnected() {
    TwoNodes cluster = new TwoNodes();
    try (SallyportFixture fixture = fixture(it -> it.cluster(cluster))) {
      assertThat(fixture.events).isEmpty();
      cluster.deliver(new Invalidation.OfKey(UUID.randomUUID()));
      cluster.deliver(new Invalidation.OfUser(SallyportFixture.OWNER));
      assertThat(counter("sallyport.cluster.messages", "change", "key")).isEqualTo(1);
      assertThat(counter("sallyport.cluster.messages", "change", "user")).isEqualTo(1);
      assertThat(counter("sallyport.cluster.messages", "change", "account")).isZero();
      assertThat(gauge("sallyport.cluster.connected")).isEqualTo(1);
      cluster.state = Cluster.State.DISCONNECTED;
      assertThat(gauge("sallyport.cluster.connected")).isZero();
    }
  }

  @Test
  void noTagHasAValueThatAClientCanChoose() {
    try (SallyportFixture fixture = fixture(it -> it)) {
      Created created = fixture.create();
      String before = series();
      for (String hostile : List.of("a", "b\n", "x".repeat(3000), created.key().id().toString())) {
        fixture.check(Secret.of(hostile));
        fixture.sallyport.authenticator().authenticate(created.token(), AccessRequest.UNKNOWN);
        fixture
            .sallyport
            .keys()
            .create(CreateKeyRequest.of(SallyportFixture.OWNER, "key " + UUID.randomUUID()));
      }
      assertThat(series()).isEqualTo(before);
    }
  }

  @Test
  void removesItsMetersAtTheEnd() {
    try (SallyportFixture fixture = fixture(it -> it)) {
      assertThat(fixture.sallyport.isAudited()).isTrue();
      assertThat(registry.getMeters()).isNotEmpty();
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void severalInstancesHaveTheirOwnTags() {
    try (SallyportFixture one = instance("one");
        SallyportFixture other = instance("other")) {
      one.check(one.create().token());
      other.check(Secret.of("nonsense"));
      assertThat(
              registry
                  .get("sallyport.requests")
                  .tags("instance", "one", "outcome", "authenticated")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
      assertThat(registry.get("sallyport.tokens.cached").tags("instance", "other").gauge().value())
          .isZero();
    }
  }

  @Test
  void oneLineAddsThem() {
    Backend backend = new InMemoryBackend();
    // sample: metrics
    Sallyport sallyport =
        Sallyport.builder(backend).listener(new SallyportMetrics(registry)).build();
    // end
    try (sallyport) {
      assertThat(sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS)).isNotNull();
      assertThat(requests("denied", "no-credentials")).isEqualTo(1);
    }
  }

  @Test
  void aSettingAddsMetersToTheGlobalRegistry() {
    Metrics.addRegistry(registry);
    String name = SallyportMetrics.class.getName();
    Settings settings =
        Settings.resolve(
            Sallyport.settings(),
            List.of(
                SettingSource.plain("test", Map.of("store", "memory", "event-listeners", name))));
    try (Sallyport sallyport = Sallyport.open(settings)) {
      sallyport.authenticator().deny(DenialReason.NO_CREDENTIALS);
      assertThat(requests("denied", "no-credentials")).isEqualTo(1);
    } finally {
      Metrics.removeRegistry(registry);
    }
    assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
  }

  private SallyportFixture fixture(UnaryOperator<SallyportBuilder> settings) {
    return new SallyportFixture(it -> settings.apply(it.listener(new SallyportMetrics(registry))));
  }

  private SallyportFixture instance(String name) {
    List<Tag> tags = List.of(Tag.of("instance", name));
    return new SallyportFixture(it -> it.listener(new SallyportMetrics(registry, tags)));
  }

  private String series() {
    return registry.getMeters().stream()
        .map(it -> it.getId().toString())
        .sorted()
        .toList()
        .toString();
  }

  private double requests(String outcome, String reason) {
    return registry
        .get("sallyport.requests")
        .tags("outcome", outcome, "reason", reason)
        .functionCounter()
        .count();
  }

  private Timer verifications(String source) {
    return registry.get("sallyport.verification").tag("source", source).timer();
  }

  private Timer staleness(String store) {
    return registry.get("sallyport.staleness").tag("store", store).timer();
  }

  private double counter(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }
}
