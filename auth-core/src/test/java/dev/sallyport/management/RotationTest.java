package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.CreateResult.Refused;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  private SallyportFixture gate = new SallyportFixture();

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void theSuccessorIsLikeTheKeyItSucceeds() {
    CreateKeyRequest wanted =
        CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
            .description("for the build")
            .scopes(List.of("chat:*"))
            .tags(List.of("blue"));
    Created old = (Created) gate.sallyport.keys().create(wanted);
    gate.clock.advance(DAY);
    Created successor = rotate(old, Rotation.overlapping(DAY));
    ApiKey key = successor.key();
    assertThat(key.owner()).isEqualTo(SallyportFixture.OWNER);
    assertThat(key.name()).isEqualTo("ci");
    assertThat(key.description()).isEqualTo("for the build");
    assertThat(key.scopes()).containsExactly("chat:*");
    assertThat(key.tags()).containsExactly("blue");
    assertThat(key.createdAt()).isEqualTo(gate.clock.instant());
    assertThat(key.lookup()).isNotEqualTo(old.key().lookup());
    assertThat(gate.stored(key.id())).isEqualTo(key);
  }

  @Test
  void bothKnowOfEachOther() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    assertThat(successor.key().lineage().predecessorId()).isEqualTo(old.key().id());
    assertThat(gate.stored(old.key().id()).lineage().successorId()).isEqualTo(successor.key().id());
  }

  @Test
  void bothWorkUntilTheOverlapIsOver() {
    Created old = gate.create();
    assertThat(gate.opensTo(old.token())).isTrue();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    gate.clock.advance(DAY);
    assertThat(gate.opensTo(old.token())).as("at the end").isTrue();
    gate.clock.advance(MICROSECOND);
    assertThat(gate.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
    assertThat(gate.opensTo(successor.token())).isTrue();
  }

  @Test
  void theOldKeyKeepsItsOwnEndIfThatIsEarlier() {
    Instant end = gate.clock.instant().plusSeconds(60);
    Created old = gate.create(new Lifetime.Until(end));
    rotate(old, Rotation.overlapping(DAY));
    assertThat(gate.stored(old.key().id()).expiresAt()).isEqualTo(end);
  }

  @Test
  void theOldKeyIsNotRenewedBeyondTheOverlap() {
    gate.close();
    gate =
        new SallyportFixture(
            it -> it.tokenTtl(DAY.multipliedBy(30)).renewal(new RenewalPolicy(null, DAY)));
    Created old = gate.create();
    rotate(old, Rotation.overlapping(DAY));
    Instant end = gate.stored(old.key().id()).expiresAt();
    gate.clock.advance(Duration.ofHours(23));
    assertThat(gate.opensTo(old.token())).isTrue();
    assertThat(gate.stored(old.key().id()).expiresAt()).isEqualTo(end);
  }

  @Test
  void theSuccessorLivesAsLongAsTheOldKeyWasMeantTo() {
    Created endless = gate.create(new Lifetime.Endless());
    Created fixed = gate.create(new Lifetime.Until(gate.clock.instant().plus(DAY)));
    Created renewable = gate.create(new Lifetime.For(Duration.ofHours(3)));
    gate.clock.advance(Duration.ofHours(1));
    Instant now = gate.clock.instant();
    assertThat(rotate(endless, Rotation.overlapping(DAY)).key().expiresAt()).isNull();
    assertThat(rotate(fixed, Rotation.overlapping(DAY)).key().expiresAt()).isEqualTo(now.plus(DAY));
    ApiKey successor = rotate(renewable, Rotation.overlapping(DAY)).key();
    assertThat(successor.expiresAt()).isEqualTo(now.plus(Duration.ofHours(3)));
    assertThat(successor.ttl()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void immediateRotationEndsTheOldKeyAtOnceForEver() {
    Created old = gate.create();
    assertThat(gate.opensTo(old.token())).isTrue();
    Created successor = rotate(old, Rotation.immediate());
    assertThat(gate.refusal(old.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(gate.opensTo(successor.token())).isTrue();
    gate.clock.advance(MICROSECOND);
    gate.sallyport.keys().activate(old.key().id());
    assertThat(gate.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void theOverlapMayStartAtTheFirstUseOfTheSuccessor() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    gate.clock.advance(DAY.multipliedBy(40));
    assertThat(gate.opensTo(old.token())).as("nobody has used the successor").isTrue();
    assertThat(gate.opensTo(successor.token())).isTrue();
    Instant firstUse = gate.clock.instant();
    assertThat(gate.stored(old.key().id()).expiresAt()).isEqualTo(firstUse.plus(DAY));
    gate.clock.advance(Duration.ofHours(5));
    assertThat(gate.opensTo(successor.token())).isTrue();
    assertThat(gate.stored(old.key().id()).expiresAt())
        .as("the second use moves nothing")
        .isEqualTo(firstUse.plus(DAY));
    gate.clock.advance(DAY);
    assertThat(gate.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
    assertThat(actions()).containsOnlyOnce(KeyAction.ROTATED).contains(KeyAction.OVERLAP_STARTED);
  }

  @Test
  void aRefusedUseStartsNoOverlap() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    gate.sallyport.keys().deactivate(successor.key().id());
    assertThat(gate.opensTo(successor.token())).isFalse();
    assertThat(gate.stored(old.key().id()).expiresAt()).isNull();
  }

  @Test
  void theFirstUseStartsTheOverlapAtTheNextOneWhereTheStoreCouldNotWrite() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    gate.store.readOnly = true;
    assertThat(gate.opensTo(successor.token())).isTrue();
    gate.store.readOnly = false;
    gate.clock.advance(AfterUseTasks.MAX_PAUSE_AFTER_FAILURE);
    assertThat(gate.opensTo(successor.token())).isTrue();
    assertThat(gate.stored(old.key().id()).expiresAt()).isEqualTo(gate.clock.instant().plus(DAY));
  }

  @Test
  void theFirstUseOfASuccessorWhosePredecessorIsGoneHarmsNobody() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    gate.sallyport.keys().delete(old.key().id());
    assertThat(gate.opensTo(successor.token())).isTrue();
    assertThat(gate.stored(successor.key().id()).lineage().overlapFromFirstUse()).isNull();
  }

  @Test
  void onlyOneGenerationOverlaps() {
    Created first = gate.create();
    Created second = rotate(first, Rotation.overlapping(DAY));
    Created third = rotate(second, Rotation.overlapping(DAY));
    assertThat(gate.opensTo(first.token())).isFalse();
    assertThat(gate.opensTo(second.token())).isTrue();
    assertThat(gate.opensTo(third.token())).isTrue();
  }

  @Test
  void onlyOneGenerationOverlapsAlsoWhereTheFirstUseWasStillToCome() {
    Created first = gate.create();
    Created second = rotate(first, Rotation.overlappingFromFirstUse(DAY));
    Created third = rotate(second, Rotation.overlappingFromFirstUse(DAY));
    assertThat(gate.opensTo(first.token())).isFalse();
    assertThat(gate.opensTo(second.token())).isTrue();
    assertThat(gate.opensTo(third.token())).isTrue();
    assertThat(gate.stored(second.key().id()).expiresAt())
        .isEqualTo(gate.clock.instant().plus(DAY));
  }

  @Test
  void aKeyHasOneSuccessor() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    assertThat(tryToRotate(old)).contains(new Refused(Reason.KEY_ROTATED));
    gate.sallyport.keys().delete(successor.key().id());
    assertThat(tryToRotate(old)).as("the successor is gone").get().isInstanceOf(Created.class);
  }

  @Test
  void aVersionThatTheCallerHasNotSeenIsNotRotated() {
    ApiKey old = gate.create().key();
    ApiKeyManager keys = gate.sallyport.keys();
    keys.rename(old.id(), "another");
    Rotation how = Rotation.overlapping(DAY);
    assertThat(keys.rotate(old.id(), old.version(), how)).contains(new Refused(Reason.KEY_CHANGED));
    assertThat(keys.list(ApiKeyQuery.all()).total()).isEqualTo(1);
    assertThat(keys.rotate(UUID.randomUUID(), 0, how)).isEmpty();
    assertThat(keys.rotate(old.id(), old.version() + 1, how)).get().isInstanceOf(Created.class);
  }

  @Test
  void ofManyWhoSawTheSameVersionOneChangesIt() throws Exception {
    for (int round = 0; round < 50; round++) {
      ApiKey old = gate.create().key();
      ApiKeyManager keys = gate.sallyport.keys();
      Callable<Boolean> rotation =
          () ->
              keys.rotate(old.id(), old.version(), Rotation.overlapping(DAY)).orElseThrow()
                  instanceof Created;
      Callable<Boolean> edit =
          () ->
              keys.edit(old.id(), old.version(), KeyUpdate.NOTHING.name("edited")).orElseThrow()
                  instanceof ChangeResult.Changed;
      ExecutorService threads = Executors.newFixedThreadPool(4);
      int done = 0;
      try {
        for (var result : threads.invokeAll(List.of(rotation, edit, rotation, edit))) {
          done += result.get() ? 1 : 0;
        }
      } finally {
        threads.shutdown();
      }
      assertThat(done).isEqualTo(1);
    }
  }

  @Test
  void aSecondSuccessorLivesAsLongAsTheFirstWasMeantTo() {
    gate.close();
    gate =
        new SallyportFixture(
            builder -> builder.renewal(new RenewalPolicy(null, Duration.ofMinutes(1))));
    Created endless = gate.create(new Lifetime.Endless());
    Created renewable = gate.create(new Lifetime.For(Duration.ofHours(10)));
    Created fixed = gate.create(new Lifetime.Until(gate.clock.instant().plus(DAY)));
    for (int i = 0; i < 20; i++) {
      gate.clock.advance(Duration.ofHours(1));
      assertThat(gate.opensTo(renewable.token())).isTrue();
    }
    for (Created old : List.of(endless, renewable, fixed)) {
      Created lost = rotate(old, Rotation.overlapping(Duration.ofHours(1)));
      gate.sallyport.keys().delete(lost.key().id());
    }
    assertThat(rotate(endless, Rotation.overlapping(DAY)).key().expiresAt()).isNull();
    ApiKey afterRenewable = rotate(renewable, Rotation.overlapping(DAY)).key();
    Instant now = gate.clock.instant();
    assertThat(afterRenewable.expiresAt()).isEqualTo(now.plus(Duration.ofHours(10)));
    assertThat(afterRenewable.renewable()).isTrue();
    ApiKey afterFixed = rotate(fixed, Rotation.overlapping(DAY)).key();
    assertThat(afterFixed.expiresAt()).isEqualTo(now.plus(DAY));
    assertThat(afterFixed.renewable()).isFalse();
  }

  @Test
  void theFirstUseThatStartsAnOverlapRenewsTheSuccessorToo() {
    gate.close();
    gate =
        new SallyportFixture(
            it ->
                it.tokenTtl(Duration.ofHours(10))
                    .renewal(new RenewalPolicy(null, Duration.ofMinutes(1))));
    Created successor = rotate(gate.create(), Rotation.overlappingFromFirstUse(DAY));
    gate.clock.advance(Duration.ofHours(9));
    assertThat(gate.opensTo(successor.token())).isTrue();
    gate.clock.advance(Duration.ofHours(2));
    assertThat(gate.opensTo(successor.token())).isTrue();
    assertThat(gate.events(Event.Renewed.class)).isNotEmpty();
  }

  @Test
  void theOverlapStartsAtTheFirstUseAlsoIfAnotherNodeChangesTheOldKeyAtThatInstant() {
    Created old = gate.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    gate.store.writesToConflict.set(2);
    assertThat(gate.opensTo(successor.token())).isTrue();
    assertThat(gate.stored(old.key().id()).expiresAt()).isEqualTo(gate.clock.instant().plus(DAY));
  }

  @Test
  void noOverlapIsLongerThanACentury() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.overlapping(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.overlapping(Duration.ofSeconds(-1)));
    Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
    Created old = gate.create(new Lifetime.Until(last));
    assertThat(rotate(old, Rotation.overlapping(DAY)).key().expiresAt())
        .isBeforeOrEqualTo(last)
        .isAfter(last.minusMillis(1));
  }

  @Test
  void aKeyThatDoesNotWorkHasNoSuccessor() {
    Created off = gate.create();
    gate.sallyport.keys().deactivate(off.key().id());
    assertThat(tryToRotate(off)).contains(new Refused(Reason.KEY_INACTIVE));
    Created over = gate.create(new Lifetime.For(Duration.ofHours(1)));
    gate.clock.advance(DAY);
    assertThat(tryToRotate(over)).contains(new Refused(Reason.KEY_EXPIRED));
    Created ofDemoted = gate.create();
    gate.setUser(true, false);
    assertThat(tryToRotate(ofDemoted)).contains(new Refused(Reason.OWNER_NOT_STAFF));
    assertThat(gate.sallyport.keys().rotate(UUID.randomUUID(), Rotation.immediate())).isEmpty();
  }

  @Test
  void ofManyRotationsOfOneKeyAtOnceOneSucceeds() throws Exception {
    Created old = gate.create();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<CreateResult> results = new ArrayList<>();
    try {
      Callable<Optional<CreateResult>> call = () -> tryToRotate(old);
      for (var done : threads.invokeAll(Collections.nCopies(16, call))) {
        results.add(done.get().orElseThrow());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(results).filteredOn(Created.class::isInstance).hasSize(1);
    assertThat(gate.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(2);
  }

  @Test
  void rotationGoesOnWhereTheOwnerHasAsManyKeysAsItMay() {
    gate.close();
    gate = new SallyportFixture(it -> it.keyLimit(new KeyLimit(1, KeyLimit.Policy.REFUSE)));
    Created old = gate.create();
    assertThat(tryToRotate(old)).get().isInstanceOf(Created.class);
  }

  @Test
  void theSuccessorsTokenStartsAsTheOldOneDid() {
    gate.close();
    TokenFormat both =
        TokenFormat.firstOf(List.of(TokenFormat.sallyport("new"), TokenFormat.knox("K_")));
    gate = new SallyportFixture(builder -> builder.format(TokenFormat.sallyport("old_live")));
    Created sallyports = gate.create();
    assertThat(sallyports.key().prefix()).isEqualTo("old_live_");
    try (Sallyport now = reopened(both)) {
      assertThat(successor(now, sallyports)).startsWith("old_live_");
    }
    try (Sallyport knox = reopened(TokenFormat.knox("TEST_"))) {
      Created knoxs =
          (Created) knox.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      try (Sallyport now = reopened(both)) {
        assertThat(successor(now, knoxs)).matches("TEST_[0-9a-f]{64}");
      }
    }
  }

  private Sallyport reopened(TokenFormat format) {
    return Sallyport.builder(gate.store, gate.owners)
        .ignoreEnvironment()
        .clock(gate.clock)
        .format(format)
        .build();
  }

  private static String successor(Sallyport sallyport, Created old) {
    CreateResult made =
        sallyport.keys().rotate(old.key().id(), Rotation.overlapping(DAY)).orElseThrow();
    return ((Created) made).token().reveal();
  }

  private List<KeyAction> actions() {
    return gate.events(Event.KeyChanged.class).stream().map(Event.KeyChanged::action).toList();
  }

  private Created rotate(Created old, Rotation how) {
    return (Created) gate.sallyport.keys().rotate(old.key().id(), how).orElseThrow();
  }

  private Optional<CreateResult> tryToRotate(Created old) {
    return gate.sallyport.keys().rotate(old.key().id(), Rotation.overlapping(DAY));
  }
}
