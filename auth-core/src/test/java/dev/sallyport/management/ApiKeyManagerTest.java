package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.SallyportFixture;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeyManagerTest {
  private final SallyportFixture fixture = new SallyportFixture();
  private final ApiKeyManager keys = fixture.sallyport.keys();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void createsAKeyAndShowsItsTokenOnce() {
    Instant now = fixture.clock.instant();
    CreateKeyRequest request =
        CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
            .description("for the build")
            .scopes(List.of("chat:read"))
            .tags(List.of("blue"))
            .lifetime(new Lifetime.Until(now.plusSeconds(60)));
    Created created = (Created) keys.create(request);
    ApiKey key = created.key();
    assertThat(keys.get(key.id())).contains(key);
    assertThat(key.owner()).isEqualTo(SallyportFixture.OWNER);
    assertThat(key.name()).isEqualTo("ci");
    assertThat(key.description()).isEqualTo("for the build");
    assertThat(key.scopes()).containsExactly("chat:read");
    assertThat(key.tags()).containsExactly("blue");
    assertThat(key.expiresAt()).isEqualTo(now.plusSeconds(60));
    assertThat(key.createdAt()).isEqualTo(now);
    assertThat(key.digest()).startsWith("$argon2id$");
    assertThat(created.toString() + key + keys.list(ApiKeyQuery.all()))
        .doesNotContain(created.token().reveal());
    assertThat(key.digest() + key.lookup()).doesNotContain(created.token().reveal().substring(15));
  }

  @Test
  void createsOneKeyOnlyOfARepeatedRequestWithAnId() {
    UUID id = UUID.randomUUID();
    CreateKeyRequest request = CreateKeyRequest.of(SallyportFixture.OWNER, "ci").id(id);
    Created created = (Created) keys.create(request);
    assertThat(created.key().id()).isEqualTo(id);
    assertThat(keys.create(request)).isEqualTo(new Denied(Reason.ID_TAKEN));
    assertThat(keys.create(request.description("again").scopes(List.of("a"))))
        .isEqualTo(new Denied(Reason.ID_TAKEN));
    assertThat(keys.get(id)).contains(created.key());
    assertThat(keys.list(ApiKeyQuery.all()).total()).isEqualTo(1);
  }

  @Test
  void createsNoKeyForAnUnknownOwner() {
    deniesCreation(new Owner("3141-5926-5359", "unknown"), Reason.OWNER_UNKNOWN);
    deniesCreation(new Owner("0000-0000-0000", "admin"), Reason.OWNER_UNKNOWN);
  }

  @Test
  void createsKeysForActiveStaffOnly() {
    fixture.setUser(true, false);
    deniesCreation(SallyportFixture.OWNER, Reason.OWNER_NOT_STAFF);
    fixture.setUser(false, true);
    deniesCreation(SallyportFixture.OWNER, Reason.OWNER_INACTIVE);
    fixture.setUser(true, true);
    fixture.setAccount(false);
    deniesCreation(SallyportFixture.OWNER, Reason.OWNER_INACTIVE);
  }

  @Test
  void createsNoExpiredKey() {
    CreateKeyRequest over =
        CreateKeyRequest.of(SallyportFixture.OWNER, "x")
            .lifetime(new Lifetime.Until(fixture.clock.instant().minusNanos(1000)));
    assertThat(keys.create(over)).isEqualTo(new Denied(Reason.EXPIRY_IN_THE_PAST));
  }

  @Test
  void createsNoKeyThatExpiresImmediately() {
    for (Duration length : new Duration[] {Duration.ZERO, Duration.ofNanos(999_999)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lifetime.For(length))
          .withMessage("the ttl must be longer than 0 and at most a century");
      assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime.For(length, false));
    }
  }

  @Test
  void aNonRenewableTtlSetsAFixedExpiry() {
    ApiKey key = fixture.create(new Lifetime.For(Duration.ofHours(3), false)).key();
    assertThat(key.expiresAt()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(3)));
    assertThat(key.ttl()).isEqualTo(Duration.ofHours(3));
    assertThat(key.renewable()).isFalse();
  }

  @Test
  void createsNoKeyWithFieldsOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(CreateKeyRequest.of(SallyportFixture.OWNER, "")))
        .withMessageStartingWith("name must");
  }

  @Test
  void deactivatesAndActivatesAndRecordsTheTime() {
    UUID id = fixture.create().key().id();
    fixture.clock.advance(Duration.ofSeconds(9));
    ApiKey off = keys.deactivate(id).orElseThrow();
    assertThat(off.active()).isFalse();
    assertThat(off.updatedAt()).isEqualTo(fixture.clock.instant());
    assertThat(keys.get(id)).contains(off);
    assertThat(keys.activate(id).orElseThrow().active()).isTrue();
    assertThat(keys.toggle(id).orElseThrow().active()).isFalse();
    assertThat(keys.toggle(id).orElseThrow().active()).isTrue();
  }

  @Test
  void writesNothingWhenNothingChanges() {
    ApiKey key = fixture.create().key();
    int writes = fixture.store.writes.get();
    assertThat(keys.activate(key.id())).contains(key);
    assertThat(keys.rename(key.id(), key.name())).contains(key);
    assertThat(fixture.store.writes).hasValue(writes);
  }

  @Test
  void deactivatesTheKeyOfADemotedOwner() {
    UUID id = fixture.create().key().id();
    fixture.setUser(false, false);
    assertThat(keys.deactivate(id).orElseThrow().active()).isFalse();
  }

  @Test
  void renamesAndDescribes() {
    UUID id = fixture.create().key().id();
    keys.rename(id, "nightly");
    keys.describe(id, "runs at night");
    ApiKey key = keys.get(id).orElseThrow();
    assertThat(key.name()).isEqualTo("nightly");
    assertThat(key.description()).isEqualTo("runs at night");
    assertThat(key.version()).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> keys.rename(id, ""));
  }

  @Test
  void returnsEmptyForAMissingKey() {
    UUID nowhere = UUID.randomUUID();
    assertThat(keys.get(nowhere)).isEmpty();
    assertThat(keys.activate(nowhere)).isEmpty();
    assertThat(keys.deactivate(nowhere)).isEmpty();
    assertThat(keys.toggle(nowhere)).isEmpty();
    assertThat(keys.rename(nowhere, "x")).isEmpty();
    assertThat(keys.describe(nowhere, "x")).isEmpty();
    assertThat(keys.delete(nowhere)).isEmpty();
  }

  @Test
  void deletesPermanently() {
    ApiKey key = fixture.create().key();
    assertThat(keys.delete(key.id())).contains(key);
    assertThat(keys.get(key.id())).isEmpty();
    assertThat(keys.delete(key.id())).isEmpty();
  }

  @Test
  void purgesOnlyKeysThatExpiredLongEnoughAgo() {
    ApiKey endless = fixture.create().key();
    ApiKey longOver = fixture.create(new Lifetime.For(Duration.ofHours(1))).key();
    ApiKey justOver = fixture.create(new Lifetime.For(Duration.ofHours(2))).key();
    fixture.clock.advance(Duration.ofDays(90).plusHours(2));
    assertThat(keys.purge(Duration.ofDays(90))).isEqualTo(1);
    assertThat(keys.get(longOver.id())).isEmpty();
    assertThat(keys.get(justOver.id())).as("expired exactly this long ago").isPresent();
    assertThat(keys.get(endless.id())).isPresent();
    assertThat(keys.purge(Duration.ofDays(90))).isZero();
    assertThat(keys.purge(Duration.ZERO)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> keys.purge(Duration.ofDays(-1)));
  }

  @Test
  void purgesInBatchesWithARecordForEachKey() {
    for (int i = 0; i < 1001; i++) {
      fixture.store.insert(
          ApiKey.builder(
                  UUID.randomUUID(),
                  "lookup" + i,
                  "sha512$0",
                  SallyportFixture.OWNER,
                  "old",
                  Instant.EPOCH)
              .expiresAt(Instant.EPOCH)
              .build());
    }
    int writes = fixture.store.writes.get();
    assertThat(keys.purge(Duration.ofDays(1))).isEqualTo(1001);
    assertThat(fixture.store.writes.get() - writes).isEqualTo(3);
    assertThat(fixture.audit.entriesAfter(0, 2000))
        .hasSize(1001)
        .allMatch(entry -> entry.record().action().equals("key.purged"));
  }

  @Test
  void logsOutOneKeyOrAllKeysOfItsOwner() {
    Owner other = new Owner(SallyportFixture.OWNER.accountId(), "other");
    fixture.owners.insertUser(User.person(other).staff(true));
    ApiKey theirs = ((Created) keys.create(CreateKeyRequest.of(other, "x"))).key();
    List<Created> ours = List.of(fixture.create(), fixture.create(), fixture.create());
    assertThat(fixture.opensTo(ours.get(0).token())).isTrue();
    assertThat(keys.logOut(ours.get(0).key().id())).contains(ours.get(0).key());
    assertThat(fixture.opensTo(ours.get(0).token())).isFalse();
    assertThat(fixture.opensTo(ours.get(1).token())).isTrue();
    assertThat(keys.logOutAll(SallyportFixture.OWNER)).isEqualTo(2);
    assertThat(fixture.opensTo(ours.get(1).token())).isFalse();
    assertThat(keys.list(ApiKeyQuery.all()).items()).containsExactly(theirs);
    assertThat(keys.logOutAll(SallyportFixture.OWNER)).isZero();
  }

  @Test
  void logsOutKeysOfNodesWhoseClocksAreAhead() {
    fixture.clock.advance(Duration.ofMinutes(1));
    Created ahead = fixture.create();
    fixture.clock.advance(Duration.ofMinutes(-1));
    assertThat(keys.logOutAll(SallyportFixture.OWNER)).isEqualTo(1);
    assertThat(fixture.opensTo(ahead.token())).isFalse();
  }

  @Test
  void losesNoConcurrentToggle() throws Exception {
    UUID id = fixture.create().key().id();
    int toggles = 33;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<ApiKey>>> calls = new ArrayList<>();
      for (int i = 0; i < toggles; i++) {
        calls.add(() -> keys.toggle(id));
      }
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }
    ApiKey key = keys.get(id).orElseThrow();
    assertThat(key.active()).isFalse();
    assertThat(key.version()).isEqualTo(toggles);
  }

  private void deniesCreation(Owner owner, Reason reason) {
    assertThat(keys.create(CreateKeyRequest.of(owner, "x"))).isEqualTo(new Denied(reason));
    assertThat(keys.list(ApiKeyQuery.all()).total()).isZero();
  }
}
