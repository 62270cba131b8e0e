package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Durations;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  private SallyportFixture fixture = new SallyportFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theSuccessorHasTheSameProperties() {
    CreateKeyRequest request =
        CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
            .description("for the build")
            .scopes(List.of("chat:*"))
            .tags(List.of("blue"));
    Created old = (Created) fixture.sallyport.keys().create(request);
    fixture.clock.advance(DAY);
    Created successor = rotate(old, Rotation.overlapping(DAY));
    ApiKey key = successor.key();
    assertThat(key.owner()).isEqualTo(SallyportFixture.OWNER);
    assertThat(key.name()).isEqualTo("ci");
    assertThat(key.description()).isEqualTo("for the build");
    assertThat(key.scopes()).containsExactly("chat:*");
    assertThat(key.tags()).containsExactly("blue");
    assertThat(key.createdAt()).isEqualTo(fixture.clock.instant());
    assertThat(key.lookup()).isNotEqualTo(old.key().lookup());
    assertThat(fixture.stored(key.id())).isEqualTo(key);
  }

  @Test
  void bothKeysReferToEachOther() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    assertThat(successor.key().rotation().predecessorId()).isEqualTo(old.key().id());
    assertThat(fixture.stored(old.key().id()).rotation().successorId())
        .isEqualTo(successor.key().id());
  }

  @Test
  void bothKeysWorkDuringTheOverlap() {
    Created old = fixture.create();
    assertThat(fixture.opensTo(old.token())).isTrue();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    fixture.clock.advance(DAY);
    assertThat(fixture.opensTo(old.token())).as("at the end").isTrue();
    fixture.clock.advance(MICROSECOND);
    assertThat(fixture.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
    assertThat(fixture.opensTo(successor.token())).isTrue();
  }

  @Test
  void theOldKeyKeepsAnEarlierExpiry() {
    Instant end = fixture.clock.instant().plusSeconds(60);
    Created old = fixture.create(new Lifetime.Until(end));
    rotate(old, Rotation.overlapping(DAY));
    assertThat(fixture.stored(old.key().id()).expiresAt()).isEqualTo(end);
  }

  @Test
  void theOldKeyIsNotRenewedBeyondTheOverlap() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("token-ttl", "30d")
                    .setting("auto-refresh", "true")
                    .setting("min-refresh-interval", Durations.format(DAY)));
    Created old = fixture.create();
    rotate(old, Rotation.overlapping(DAY));
    Instant end = fixture.stored(old.key().id()).expiresAt();
    fixture.clock.advance(Duration.ofHours(23));
    assertThat(fixture.opensTo(old.token())).isTrue();
    assertThat(fixture.stored(old.key().id()).expiresAt()).isEqualTo(end);
  }

  @Test
  void theSuccessorHasTheTtlOfTheOldKey() {
    Created endless = fixture.create(new Lifetime.Endless());
    Created fixed = fixture.create(new Lifetime.Until(fixture.clock.instant().plus(DAY)));
    Created renewable = fixture.create(new Lifetime.For(Duration.ofHours(3)));
    fixture.clock.advance(Duration.ofHours(1));
    Instant now = fixture.clock.instant();
    assertThat(rotate(endless, Rotation.overlapping(DAY)).key().expiresAt()).isNull();
    assertThat(rotate(fixed, Rotation.overlapping(DAY)).key().expiresAt()).isEqualTo(now.plus(DAY));
    ApiKey successor = rotate(renewable, Rotation.overlapping(DAY)).key();
    assertThat(successor.expiresAt()).isEqualTo(now.plus(Duration.ofHours(3)));
    assertThat(successor.ttl()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void immediateRotationEndsTheOldKeyPermanently() {
    Created old = fixture.create();
    assertThat(fixture.opensTo(old.token())).isTrue();
    Created successor = rotate(old, Rotation.immediate());
    assertThat(fixture.refusal(old.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(fixture.opensTo(successor.token())).isTrue();
    fixture.clock.advance(MICROSECOND);
    fixture.sallyport.keys().activate(old.key().id());
    assertThat(fixture.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void theOverlapMayStartAtTheFirstUseOfTheSuccessor() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    fixture.clock.advance(DAY.multipliedBy(40));
    assertThat(fixture.opensTo(old.token())).as("the successor was not used yet").isTrue();
    assertThat(fixture.opensTo(successor.token())).isTrue();
    Instant firstUse = fixture.clock.instant();
    assertThat(fixture.stored(old.key().id()).expiresAt()).isEqualTo(firstUse.plus(DAY));
    fixture.clock.advance(Duration.ofHours(5));
    assertThat(fixture.opensTo(successor.token())).isTrue();
    assertThat(fixture.stored(old.key().id()).expiresAt())
        .as("the second use changes nothing")
        .isEqualTo(firstUse.plus(DAY));
    fixture.clock.advance(DAY);
    assertThat(fixture.refusal(old.token())).isEqualTo(DenialReason.KEY_EXPIRED);
    assertThat(actions()).containsOnlyOnce(KeyAction.ROTATED).contains(KeyAction.OVERLAP_STARTED);
  }

  @Test
  void withoutAnOverlapTheFirstUseEndsTheOldKeyOnNodesWhoseClocksAreBehindToo() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(Duration.ZERO));
    assertThat(fixture.opensTo(old.token())).as("the successor was not used yet").isTrue();
    assertThat(fixture.opensTo(successor.token())).isTrue();
    fixture.clock.advance(Duration.ofMinutes(-1));
    assertThat(fixture.refusal(old.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aDeniedUseStartsNoOverlap() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    fixture.sallyport.keys().deactivate(successor.key().id());
    assertThat(fixture.opensTo(successor.token())).isFalse();
    assertThat(fixture.stored(old.key().id()).expiresAt()).isNull();
  }

  @Test
  void theOverlapStartsAtTheNextUseAfterAFailedWrite() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    fixture.store.readOnly = true;
    assertThat(fixture.opensTo(successor.token())).isTrue();
    fixture.store.readOnly = false;
    fixture.clock.advance(AfterUseTasks.MAX_PAUSE_AFTER_FAILURE);
    assertThat(fixture.opensTo(successor.token())).isTrue();
    assertThat(fixture.stored(old.key().id()).expiresAt())
        .isEqualTo(fixture.clock.instant().plus(DAY));
  }

  @Test
  void theFirstUseToleratesADeletedPredecessor() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    fixture.sallyport.keys().delete(old.key().id());
    assertThat(fixture.opensTo(successor.token())).isTrue();
    assertThat(fixture.stored(successor.key().id()).rotation().overlapFromFirstUse()).isNull();
  }

  @Test
  void overlapsThatWaitForTheStoreLeaveThreadsForRequests() throws Exception {
    int blocked = StoreExecutor.THREADS / 2;
    List<Secret> tokens = new ArrayList<>();
    for (int i = 0; i <= blocked; i++) {
      tokens.add(rotate(fixture.create(), Rotation.overlappingFromFirstUse(DAY)).token());
    }
    CountDownLatch haveBegun = new CountDownLatch(blocked);
    CountDownLatch mayContinue = new CountDownLatch(1);
    int writesBefore = fixture.store.writes.get();
    fixture.store.beforeChange =
        () -> {
          haveBegun.countDown();
          awaitUninterruptibly(mayContinue);
        };
    ExecutorService threads = Executors.newFixedThreadPool(blocked);
    try {
      List<Future<Boolean>> first =
          tokens.stream()
              .limit(blocked)
              .map(token -> threads.submit(() -> fixture.opensTo(token)))
              .toList();
      haveBegun.await();
      assertThat(fixture.opensTo(tokens.get(blocked))).isTrue();
      assertThat(fixture.store.writes.get() - writesBefore).isEqualTo(blocked);
      mayContinue.countDown();
      for (Future<Boolean> authenticated : first) {
        assertThat(authenticated.get()).isTrue();
      }
    } finally {
      mayContinue.countDown();
      threads.shutdown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void onlyOneGenerationOverlaps() {
    Created first = fixture.create();
    Created second = rotate(first, Rotation.overlapping(DAY));
    Created third = rotate(second, Rotation.overlapping(DAY));
    assertThat(fixture.opensTo(first.token())).isFalse();
    assertThat(fixture.opensTo(second.token())).isTrue();
    assertThat(fixture.opensTo(third.token())).isTrue();
  }

  @Test
  void onlyOneGenerationOverlapsBeforeTheFirstUse() {
    Created first = fixture.create();
    Created second = rotate(first, Rotation.overlappingFromFirstUse(DAY));
    Created third = rotate(second, Rotation.overlappingFromFirstUse(DAY));
    assertThat(fixture.opensTo(first.token())).isFalse();
    assertThat(fixture.opensTo(second.token())).isTrue();
    assertThat(fixture.opensTo(third.token())).isTrue();
    assertThat(fixture.stored(second.key().id()).expiresAt())
        .isEqualTo(fixture.clock.instant().plus(DAY));
  }

  @Test
  void aKeyHasOneSuccessor() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlapping(DAY));
    assertThat(tryToRotate(old)).contains(new Denied(Reason.KEY_ROTATED));
    fixture.sallyport.keys().delete(successor.key().id());
    assertThat(tryToRotate(old)).as("the successor is deleted").get().isInstanceOf(Created.class);
  }

  @Test
  void anOutdatedVersionIsNotRotated() {
    ApiKey old = fixture.create().key();
    ApiKeyManager keys = fixture.sallyport.keys();
    keys.rename(old.id(), "another");
    Rotation how = Rotation.overlapping(DAY);
    assertThat(keys.rotate(old.id(), old.version(), how)).contains(new Denied(Reason.KEY_CHANGED));
    assertThat(keys.list(ApiKeyQuery.all()).total()).isEqualTo(1);
    assertThat(keys.rotate(UUID.randomUUID(), 0, how)).isEmpty();
    assertThat(keys.rotate(old.id(), old.version() + 1, how)).get().isInstanceOf(Created.class);
  }

  @Test
  void oneOfManyCallersWithTheSameVersionSucceeds() throws Exception {
    for (int round = 0; round < 50; round++) {
      ApiKey old = fixture.create().key();
      ApiKeyManager keys = fixture.sallyport.keys();
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
  void aSecondSuccessorHasTheTtlOfTheFirst() {
    fixture.close();
    fixture = new SallyportFixture(builder -> builder.setting("auto-refresh", "true"));
    Created endless = fixture.create(new Lifetime.Endless());
    Created renewable = fixture.create(new Lifetime.For(Duration.ofHours(10)));
    Created fixed = fixture.create(new Lifetime.Until(fixture.clock.instant().plus(DAY)));
    for (int i = 0; i < 20; i++) {
      fixture.clock.advance(Duration.ofHours(1));
      assertThat(fixture.opensTo(renewable.token())).isTrue();
    }
    for (Created old : List.of(endless, renewable, fixed)) {
      Created lost = rotate(old, Rotation.overlapping(Duration.ofHours(1)));
      fixture.sallyport.keys().delete(lost.key().id());
    }
    assertThat(rotate(endless, Rotation.overlapping(DAY)).key().expiresAt()).isNull();
    ApiKey afterRenewable = rotate(renewable, Rotation.overlapping(DAY)).key();
    Instant now = fixture.clock.instant();
    assertThat(afterRenewable.expiresAt()).isEqualTo(now.plus(Duration.ofHours(10)));
    assertThat(afterRenewable.renewable()).isTrue();
    ApiKey afterFixed = rotate(fixed, Rotation.overlapping(DAY)).key();
    assertThat(afterFixed.expiresAt()).isEqualTo(now.plus(DAY));
    assertThat(afterFixed.renewable()).isFalse();
  }

  @Test
  void theFirstUseRenewsTheSuccessorToo() {
    fixture.close();
    fixture =
        new SallyportFixture(it -> it.setting("token-ttl", "10h").setting("auto-refresh", "true"));
    Created successor = rotate(fixture.create(), Rotation.overlappingFromFirstUse(DAY));
    fixture.clock.advance(Duration.ofHours(9));
    assertThat(fixture.opensTo(successor.token())).isTrue();
    fixture.clock.advance(Duration.ofHours(2));
    assertThat(fixture.opensTo(successor.token())).isTrue();
    assertThat(fixture.events(Event.Renewed.class)).isNotEmpty();
  }

  @Test
  void theOverlapStartsDespiteAConcurrentChangeOfTheOldKey() {
    Created old = fixture.create();
    Created successor = rotate(old, Rotation.overlappingFromFirstUse(DAY));
    fixture.store.writesToConflict.set(2);
    assertThat(fixture.opensTo(successor.token())).isTrue();
    assertThat(fixture.stored(old.key().id()).expiresAt())
        .isEqualTo(fixture.clock.instant().plus(DAY));
  }

  @Test
  void noOverlapIsLongerThanACentury() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.overlapping(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.overlapping(Duration.ofSeconds(-1)));
    Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
    Created old = fixture.create(new Lifetime.Until(last));
    assertThat(rotate(old, Rotation.overlapping(DAY)).key().expiresAt())
        .isBeforeOrEqualTo(last)
        .isAfter(last.minusMillis(1));
  }

  @Test
  void aKeyThatDoesNotWorkHasNoSuccessor() {
    Created off = fixture.create();
    fixture.sallyport.keys().deactivate(off.key().id());
    assertThat(tryToRotate(off)).contains(new Denied(Reason.KEY_INACTIVE));
    Created over = fixture.create(new Lifetime.For(Duration.ofHours(1)));
    fixture.clock.advance(DAY);
    assertThat(tryToRotate(over)).contains(new Denied(Reason.KEY_EXPIRED));
    Created ofDemoted = fixture.create();
    fixture.setUser(true, false);
    assertThat(tryToRotate(ofDemoted)).contains(new Denied(Reason.OWNER_NOT_STAFF));
    assertThat(fixture.sallyport.keys().rotate(UUID.randomUUID(), Rotation.immediate())).isEmpty();
  }

  @Test
  void oneOfManyConcurrentRotationsSucceeds() throws Exception {
    Created old = fixture.create();
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
    assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(2);
  }

  @Test
  void rotationWorksAtTheKeyLimit() {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("token-limit-per-user", "1"));
    Created old = fixture.create();
    assertThat(tryToRotate(old)).get().isInstanceOf(Created.class);
  }

  @Test
  void theSuccessorsTokenStartsAsTheOldOneDid() {
    fixture.close();
    fixture = new SallyportFixture(builder -> builder.format(TokenFormat.sallyport("old_live")));
    Created sallyports = fixture.create();
    assertThat(sallyports.key().prefix()).isEqualTo("old_live_");
    try (Sallyport now = reopened(TokenFormat.sallyport("new"))) {
      assertThat(successor(now, sallyports)).startsWith("old_live_");
    }
  }

  private Sallyport reopened(TokenFormat format) {
    return Sallyport.builder(fixture.store, fixture.owners)
        .ignoreEnvironment()
        .clock(fixture.clock)
        .format(format)
        .build();
  }

  private static String successor(Sallyport sallyport, Created old) {
    CreateResult made =
        sallyport.keys().rotate(old.key().id(), Rotation.overlapping(DAY)).orElseThrow();
    return ((Created) made).token().reveal();
  }

  private List<KeyAction> actions() {
    return fixture.events(Event.KeyChanged.class).stream().map(Event.KeyChanged::action).toList();
  }

  private Created rotate(Created old, Rotation how) {
    return (Created) fixture.sallyport.keys().rotate(old.key().id(), how).orElseThrow();
  }

  private Optional<CreateResult> tryToRotate(Created old) {
    return fixture.sallyport.keys().rotate(old.key().id(), Rotation.overlapping(DAY));
  }
}
