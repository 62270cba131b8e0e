package dev.sallyport.management;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Durations;
import dev.sallyport.event.Event;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalPolicyTest {
  private static final Duration TTL = Duration.ofHours(10);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private SallyportFixture fixture = renewing("0");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void k26AUseMovesTheExpiryByTheTtl() {
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(end(created)).isEqualTo(created.key().createdAt().plus(Duration.ofHours(15)));
    fixture.clock.advance(Duration.ofHours(6));
    AuthenticationResult afterTheFirstEnd = fixture.check(created.token());
    assertThat(afterTheFirstEnd).isInstanceOf(Authenticated.class);
    fixture.clock.advance(TTL.plusSeconds(1));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void k27WithoutRenewalAUseChangesNothing() {
    fixture.close();
    fixture = new SallyportFixture(builder -> builder.setting("token-ttl", Durations.format(TTL)));
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(fixture.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void k28WithinTheIntervalNothingIsStored() {
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofSeconds(50));
    fixture.check(created.token());
    assertThat(fixture.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void k29TheExpiryIsLimitedByTheMaximumTtl() {
    fixture.close();
    fixture = renewing("12h");
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(end(created)).isEqualTo(created.key().createdAt().plus(Duration.ofHours(12)));
    fixture.clock.advance(Duration.ofHours(7));
    assertThat(fixture.opensTo(created.token())).as("at its end").isTrue();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void p12TheMinimumIntervalIsExclusive() {
    Created created = fixture.create();
    fixture.clock.advance(MINUTE);
    fixture.check(created.token());
    assertThat(fixture.stored(created.key().id())).isEqualTo(created.key());
    fixture.clock.advance(Duration.ofNanos(1000));
    fixture.check(created.token());
    assertThat(end(created)).isEqualTo(fixture.clock.instant().plus(TTL));
  }

  @Test
  void p6AKeyWithoutAnExpiryGetsNone() {
    Created created = fixture.create(new Lifetime.Endless());
    fixture.clock.advance(Duration.ofDays(9));
    fixture.check(created.token());
    assertThat(fixture.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void p7AKeyKeepsItsTtl() {
    Created created = fixture.create(new Lifetime.For(Duration.ofHours(1)));
    fixture.clock.advance(Duration.ofMinutes(30));
    fixture.check(created.token());
    assertThat(end(created)).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void aFixedExpiryIsNotRenewed() {
    Instant fixed = fixture.clock.instant().plus(TTL);
    Created created = fixture.create(new Lifetime.Until(fixed));
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(end(created)).isEqualTo(fixed);
  }

  @Test
  void anExpiryBeyondTheMaximumTtlIsNotShortened() {
    fixture.close();
    fixture =
        new SallyportFixture(
            builder ->
                builder.setting("auto-refresh", "true").setting("auto-refresh-max-ttl", "1h"));
    Created created = fixture.create(new Lifetime.For(TTL));
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(fixture.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void p8KeysOfInactiveOwnersAndInactiveKeysAreNotRenewed() {
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    fixture.setUser(false, true);
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    fixture.setUser(true, true);
    ApiKey off = fixture.sallyport.keys().deactivate(created.key().id()).orElseThrow();
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(fixture.stored(created.key().id())).isEqualTo(off);
  }

  @Test
  void p9RenewalWithoutADefaultTtlHasNoEffect() {
    fixture.close();
    fixture = new SallyportFixture(builder -> builder.setting("auto-refresh", "true"));
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(fixture.stored(created.key().id()).expiresAt()).isNull();
  }

  @Test
  void aRenewalDoesNotActivateAKeyDeactivatedElsewhere() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("token-ttl", Durations.format(TTL))
                    .setting("auto-refresh", "true")
                    .setting("max-staleness", "1h"));
    Created created = fixture.create();
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.store.replace(created.key().deactivate());
    fixture.clock.advance(Duration.ofMinutes(30));
    assertThat(fixture.opensTo(created.token())).as("from the cache").isTrue();
    ApiKey stored = fixture.stored(created.key().id());
    assertThat(stored.active()).isFalse();
    assertThat(stored.expiresAt()).isEqualTo(created.key().expiresAt());
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aRenewalDoesNotRestoreAKeyDeletedElsewhere() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.store.afterRead = () -> fixture.store.delete(created.key());
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(fixture.store.findById(created.key().id())).isEmpty();
  }

  @Test
  void aFailedWriteDoesNotAffectRequests() {
    Created created = fixture.create();
    fixture.store.readOnly = true;
    fixture.clock.advance(Duration.ofHours(5));
    assertThat(fixture.opensTo(created.token())).isTrue();
    int tried = fixture.store.writes.get();
    for (int n = 0; n < 20; n++) {
      assertThat(fixture.opensTo(created.token())).isTrue();
    }
    assertThat(fixture.store.writes).as("not at every request").hasValue(tried);
    fixture.store.readOnly = false;
    fixture.clock.advance(AfterUseTasks.MAX_PAUSE_AFTER_FAILURE);
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(end(created)).as("a while later").isAfter(requireNonNull(created.key().expiresAt()));
  }

  @Test
  void aKeyWithAShortTtlSurvivesOneFailedWrite() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("token-ttl", "20s")
                    .setting("auto-refresh", "true")
                    .setting("min-refresh-interval", "1s")
                    .setting("max-staleness", "1h"));
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofSeconds(10));
    fixture.store.readOnly = true;
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.store.readOnly = false;
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.clock.advance(Duration.ofSeconds(19));
    assertThat(fixture.opensTo(created.token())).as("renewed after the failure").isTrue();
  }

  @Test
  void concurrentUsesRenewTheKeyOnce() throws Exception {
    Created created = fixture.create();
    fixture.check(created.token());
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    int writes = fixture.store.writes.get();
    fixture.clock.advance(Duration.ofHours(1));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Boolean> use = () -> fixture.opensTo(created.token());
      for (var used : threads.invokeAll(Collections.nCopies(64, use))) {
        assertThat(used.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fixture.store.writes.get() - writes).isLessThan(16);
    assertThat(fixture.stored(created.key().id()).version()).as("successful writes").isEqualTo(2);
  }

  @Test
  void nothingIsWrittenDuringAnOutage() {
    Created created = fixture.create();
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.clock.advance(Duration.ofMinutes(4));
    int writes = fixture.store.writes.get();
    fixture.store.down = true;
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(fixture.store.writes).hasValue(writes);
  }

  @Test
  void theLongestTtlCanBeRenewed() {
    Created created = fixture.create(new Lifetime.For(Duration.ofDays(36_525)));
    fixture.clock.advance(Duration.ofDays(36_000));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lifetime.For(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime.Until(Instant.MAX));
  }

  @Test
  void publishesARenewalAndKeepsUpdatedAt() {
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofHours(5));
    fixture.check(created.token());
    assertThat(fixture.events(Event.Renewed.class))
        .containsExactly(
            new Event.Renewed(
                fixture.clock.instant(), created.key().id(), SallyportFixture.OWNER, end(created)));
    assertThat(fixture.stored(created.key().id()).updatedAt()).isEqualTo(created.key().updatedAt());
  }

  private Instant end(Created created) {
    return requireNonNull(fixture.stored(created.key().id()).expiresAt());
  }

  private static SallyportFixture renewing(String maxTtl) {
    return new SallyportFixture(
        builder ->
            builder
                .setting("token-ttl", Durations.format(TTL))
                .setting("auto-refresh", "true")
                .setting("auto-refresh-max-ttl", maxTtl));
  }
}
