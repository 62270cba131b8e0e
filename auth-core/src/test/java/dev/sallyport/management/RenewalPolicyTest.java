package dev.sallyport.management;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Granted;
import dev.sallyport.authorization.DenialReason;
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

  private SallyportFixture gate = gate(new RenewalPolicy(null, MINUTE));

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void k26AUseMovesTheEndToOneTtlFromThen() {
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(end(created)).isEqualTo(created.key().createdAt().plus(Duration.ofHours(15)));
    gate.clock.advance(Duration.ofHours(6));
    AuthenticationResult afterTheFirstEnd = gate.check(created.token());
    assertThat(afterTheFirstEnd).isInstanceOf(Granted.class);
    gate.clock.advance(TTL.plusSeconds(1));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void k27WithoutRenewalAUseMovesNothing() {
    gate.close();
    gate = new SallyportFixture(builder -> builder.tokenTtl(TTL));
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(gate.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void k28WithinTheIntervalNothingIsStored() {
    Created created = gate.create();
    gate.clock.advance(Duration.ofSeconds(50));
    gate.check(created.token());
    assertThat(gate.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void k29TheEndIsNoLaterThanTheLongestLife() {
    gate.close();
    gate = gate(new RenewalPolicy(Duration.ofHours(12), MINUTE));
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(end(created)).isEqualTo(created.key().createdAt().plus(Duration.ofHours(12)));
    gate.clock.advance(Duration.ofHours(7));
    assertThat(gate.opensTo(created.token())).as("at its end").isTrue();
    gate.clock.advance(Duration.ofSeconds(1));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void p12AnEndThatWouldMoveByTheIntervalItselfIsNotStoredOneMicrosecondMoreIs() {
    Created created = gate.create();
    gate.clock.advance(MINUTE);
    gate.check(created.token());
    assertThat(gate.stored(created.key().id())).isEqualTo(created.key());
    gate.clock.advance(Duration.ofNanos(1000));
    gate.check(created.token());
    assertThat(end(created)).isEqualTo(gate.clock.instant().plus(TTL));
  }

  @Test
  void p6AKeyWithoutAnEndGetsNone() {
    Created created = gate.create(new Lifetime.Endless());
    gate.clock.advance(Duration.ofDays(9));
    gate.check(created.token());
    assertThat(gate.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void p7AKeyKeepsTheTtlItWasMadeWith() {
    Created created = gate.create(new Lifetime.For(Duration.ofHours(1)));
    gate.clock.advance(Duration.ofMinutes(30));
    gate.check(created.token());
    assertThat(end(created)).isEqualTo(gate.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void aFixedEndStaysAsItIs() {
    Instant fixed = gate.clock.instant().plus(TTL);
    Created created = gate.create(new Lifetime.Until(fixed));
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(end(created)).isEqualTo(fixed);
  }

  @Test
  void anEndBeyondTheLongestLifeIsNotMovedForward() {
    gate.close();
    gate =
        new SallyportFixture(
            builder -> builder.renewal(new RenewalPolicy(Duration.ofHours(1), MINUTE)));
    Created created = gate.create(new Lifetime.For(TTL));
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(gate.stored(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void p8KeysOfInactiveOwnersAndInactiveKeysAreNotRenewed() {
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    gate.setUser(false, true);
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    gate.setUser(true, true);
    ApiKey off = gate.sallyport.keys().deactivate(created.key().id()).orElseThrow();
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(gate.stored(created.key().id())).isEqualTo(off);
  }

  @Test
  void p9RenewalWithoutATtlForAllHarmsNobody() {
    gate.close();
    gate = new SallyportFixture(builder -> builder.renewal(new RenewalPolicy(null, MINUTE)));
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(gate.stored(created.key().id()).expiresAt()).isNull();
  }

  @Test
  void aRenewalDoesNotSwitchAKeyOnThatAnotherNodeSwitchedOff() {
    gate.close();
    gate =
        new SallyportFixture(
            it ->
                it.tokenTtl(TTL)
                    .renewal(new RenewalPolicy(null, MINUTE))
                    .maxStaleness(Duration.ofHours(1)));
    Created created = gate.create();
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.store.replace(created.key().deactivate());
    gate.clock.advance(Duration.ofMinutes(30));
    assertThat(gate.opensTo(created.token())).as("what is known here").isTrue();
    ApiKey stored = gate.stored(created.key().id());
    assertThat(stored.active()).isFalse();
    assertThat(stored.expiresAt()).isEqualTo(created.key().expiresAt());
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aRenewalRevivesNoKeyThatAnotherNodeDeleted() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.store.afterRead = () -> gate.store.delete(created.key());
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(gate.store.findById(created.key().id())).isEmpty();
  }

  @Test
  void aStoreThatCannotWriteHarmsNoRequest() {
    Created created = gate.create();
    gate.store.readOnly = true;
    gate.clock.advance(Duration.ofHours(5));
    assertThat(gate.opensTo(created.token())).isTrue();
    int tried = gate.store.writes.get();
    for (int n = 0; n < 20; n++) {
      assertThat(gate.opensTo(created.token())).isTrue();
    }
    assertThat(gate.store.writes).as("not at every request").hasValue(tried);
    gate.store.readOnly = false;
    gate.clock.advance(AfterUseTasks.MAX_PAUSE_AFTER_FAILURE);
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(end(created)).as("a while later").isAfter(requireNonNull(created.key().expiresAt()));
  }

  @Test
  void aKeyWithAShortTtlOutlivesOneFailedWrite() {
    gate.close();
    gate =
        new SallyportFixture(
            it ->
                it.tokenTtl(Duration.ofSeconds(20))
                    .renewal(new RenewalPolicy(null, Duration.ofSeconds(1)))
                    .maxStaleness(Duration.ofHours(1)));
    Created created = gate.create();
    gate.clock.advance(Duration.ofSeconds(10));
    gate.store.readOnly = true;
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.store.readOnly = false;
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.clock.advance(Duration.ofSeconds(19));
    assertThat(gate.opensTo(created.token())).as("renewed after the failure").isTrue();
  }

  @Test
  void ofManyUsesAtOnceOneRenewsTheKey() throws Exception {
    Created created = gate.create();
    gate.check(created.token());
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    int writes = gate.store.writes.get();
    gate.clock.advance(Duration.ofHours(1));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Boolean> use = () -> gate.opensTo(created.token());
      for (var used : threads.invokeAll(Collections.nCopies(64, use))) {
        assertThat(used.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(gate.store.writes.get() - writes).isLessThan(16);
    assertThat(gate.stored(created.key().id()).version()).as("successful writes").isEqualTo(2);
  }

  @Test
  void nothingIsWrittenWhileTheStoreIsDown() {
    Created created = gate.create();
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.clock.advance(Duration.ofMinutes(4));
    int writes = gate.store.writes.get();
    gate.store.down = true;
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(gate.store.writes).hasValue(writes);
  }

  @Test
  void noLifeIsSoLongThatItCannotBeRenewed() {
    Created created = gate.create(new Lifetime.For(Duration.ofDays(36_525)));
    gate.clock.advance(Duration.ofDays(36_000));
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lifetime.For(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalPolicy(null, Duration.ofDays(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime.Until(Instant.MAX));
  }

  @Test
  void tellsOfARenewalAndStampsNoChangeByPeople() {
    Created created = gate.create();
    gate.clock.advance(Duration.ofHours(5));
    gate.check(created.token());
    assertThat(gate.events(Event.Renewed.class))
        .containsExactly(
            new Event.Renewed(
                gate.clock.instant(), created.key().id(), SallyportFixture.OWNER, end(created)));
    assertThat(gate.stored(created.key().id()).updatedAt()).isEqualTo(created.key().updatedAt());
  }

  private Instant end(Created created) {
    return requireNonNull(gate.stored(created.key().id()).expiresAt());
  }

  private static SallyportFixture gate(RenewalPolicy renewal) {
    return new SallyportFixture(builder -> builder.tokenTtl(TTL).renewal(renewal));
  }
}
