package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
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

class TokenManagerTest {
  private final Gate gate = new Gate();
  private final TokenManager keys = gate.sallyport.keys();

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void createsAKeyAndShowsItsTokenOnce() {
    Instant now = gate.clock.instant();
    NewKey wanted =
        NewKey.of(Gate.OWNER, "ci")
            .description("for the build")
            .scopes(List.of("chat:read"))
            .tags(List.of("blue"))
            .lifetime(new Lifetime.Until(now.plusSeconds(60)));
    Created created = (Created) keys.create(wanted);
    AuthToken key = created.key();
    assertThat(keys.get(key.id())).contains(key);
    assertThat(key.owner()).isEqualTo(Gate.OWNER);
    assertThat(key.name()).isEqualTo("ci");
    assertThat(key.description()).isEqualTo("for the build");
    assertThat(key.scopes()).containsExactly("chat:read");
    assertThat(key.tags()).containsExactly("blue");
    assertThat(key.expiresAt()).isEqualTo(now.plusSeconds(60));
    assertThat(key.createdAt()).isEqualTo(now);
    assertThat(key.digest()).startsWith("$argon2id$");
    assertThat(created.toString() + key + keys.list(TokenQuery.all()))
        .doesNotContain(created.token().reveal());
    assertThat(key.digest() + key.lookup()).doesNotContain(created.token().reveal().substring(15));
  }

  @Test
  void createsNoKeyForAnUnknownOwner() {
    refuses(new Owner("3141-5926-5359", "nobody"), Reason.OWNER_UNKNOWN);
    refuses(new Owner("0000-0000-0000", "admin"), Reason.OWNER_UNKNOWN);
  }

  @Test
  void createsKeysForActiveStaffOnly() {
    gate.setUser(true, false);
    refuses(Gate.OWNER, Reason.OWNER_NOT_STAFF);
    gate.setUser(false, true);
    refuses(Gate.OWNER, Reason.OWNER_INACTIVE);
    gate.setUser(true, true);
    gate.setAccount(false);
    refuses(Gate.OWNER, Reason.OWNER_INACTIVE);
  }

  @Test
  void createsNoKeyThatIsOverAlready() {
    NewKey over =
        NewKey.of(Gate.OWNER, "x")
            .lifetime(new Lifetime.Until(gate.clock.instant().minusNanos(1000)));
    assertThat(keys.create(over)).isEqualTo(new Refused(Reason.EXPIRY_IN_THE_PAST));
  }

  @Test
  void createsNoKeyThatIsOverAtOnce() {
    for (Duration length : new Duration[] {Duration.ZERO, Duration.ofNanos(999_999)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lifetime.For(length))
          .withMessage("a ttl is longer than 0 and at most a century");
      assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime.For(length, false));
    }
  }

  @Test
  void countsALengthFromItsOwnClockToAnEndThatNoRenewalMoves() {
    AuthToken key = gate.create(new Lifetime.For(Duration.ofHours(3), false)).key();
    assertThat(key.expiresAt()).isEqualTo(gate.clock.instant().plus(Duration.ofHours(3)));
    assertThat(key.ttl()).isEqualTo(Duration.ofHours(3));
    assertThat(key.renewable()).isFalse();
  }

  @Test
  void createsNoKeyWithPartsOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(NewKey.of(Gate.OWNER, "")))
        .withMessageStartingWith("name must");
  }

  @Test
  void switchesOffAndOnAndStampsTheChange() {
    UUID id = gate.create().key().id();
    gate.clock.advance(Duration.ofSeconds(9));
    AuthToken off = keys.deactivate(id).orElseThrow();
    assertThat(off.active()).isFalse();
    assertThat(off.updatedAt()).isEqualTo(gate.clock.instant());
    assertThat(keys.get(id)).contains(off);
    assertThat(keys.activate(id).orElseThrow().active()).isTrue();
    assertThat(keys.toggle(id).orElseThrow().active()).isFalse();
    assertThat(keys.toggle(id).orElseThrow().active()).isTrue();
  }

  @Test
  void writesNothingWhenNothingChanges() {
    AuthToken key = gate.create().key();
    int writes = gate.store.writes.get();
    assertThat(keys.activate(key.id())).contains(key);
    assertThat(keys.rename(key.id(), key.name())).contains(key);
    assertThat(gate.store.writes).hasValue(writes);
  }

  @Test
  void switchesOffTheKeyOfADemotedOwner() {
    UUID id = gate.create().key().id();
    gate.setUser(false, false);
    assertThat(keys.deactivate(id).orElseThrow().active()).isFalse();
  }

  @Test
  void renamesAndDescribes() {
    UUID id = gate.create().key().id();
    keys.rename(id, "nightly");
    keys.describe(id, "runs at night");
    AuthToken key = keys.get(id).orElseThrow();
    assertThat(key.name()).isEqualTo("nightly");
    assertThat(key.description()).isEqualTo("runs at night");
    assertThat(key.version()).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> keys.rename(id, ""));
  }

  @Test
  void answersEmptyForAKeyThatIsNotThere() {
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
  void deletesForGood() {
    AuthToken key = gate.create().key();
    assertThat(keys.delete(key.id())).contains(key);
    assertThat(keys.get(key.id())).isEmpty();
    assertThat(keys.delete(key.id())).isEmpty();
  }

  @Test
  void purgesWhatHasBeenOverForLongEnoughAndNothingElse() {
    AuthToken endless = gate.create().key();
    AuthToken longOver = gate.create(new Lifetime.For(Duration.ofHours(1))).key();
    AuthToken justOver = gate.create(new Lifetime.For(Duration.ofHours(2))).key();
    gate.clock.advance(Duration.ofDays(90).plusHours(2));
    assertThat(keys.purge(Duration.ofDays(90))).isEqualTo(1);
    assertThat(keys.get(longOver.id())).isEmpty();
    assertThat(keys.get(justOver.id())).as("for just so long").isPresent();
    assertThat(keys.get(endless.id())).isPresent();
    assertThat(keys.purge(Duration.ofDays(90))).isZero();
    assertThat(keys.purge(Duration.ZERO)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> keys.purge(Duration.ofDays(-1)));
  }

  @Test
  void purgesInBatchesAndWritesEachKeyDown() {
    for (int i = 0; i < 1001; i++) {
      gate.store.insert(
          AuthToken.builder(
                  UUID.randomUUID(), "lookup" + i, "sha512$0", Gate.OWNER, "old", Instant.EPOCH)
              .expiresAt(Instant.EPOCH)
              .build());
    }
    int writes = gate.store.writes.get();
    assertThat(keys.purge(Duration.ofDays(1))).isEqualTo(1001);
    assertThat(gate.store.writes.get() - writes).isEqualTo(3);
    assertThat(gate.audit.entriesAfter(0, 2000))
        .hasSize(1001)
        .allMatch(entry -> entry.record().action().equals("key.purged"));
  }

  @Test
  void logsOutOneKeyOrAllOfItsOwner() {
    Owner other = new Owner(Gate.OWNER.accountNumber(), "other");
    gate.owners.insertUser(new User(other, "", true, true, null));
    AuthToken theirs = ((Created) keys.create(NewKey.of(other, "x"))).key();
    List<Created> ours = List.of(gate.create(), gate.create(), gate.create());
    assertThat(gate.opensTo(ours.get(0).token())).isTrue();
    assertThat(keys.logOut(ours.get(0).key().id())).contains(ours.get(0).key());
    assertThat(gate.opensTo(ours.get(0).token())).isFalse();
    assertThat(gate.opensTo(ours.get(1).token())).isTrue();
    assertThat(keys.logOutAll(Gate.OWNER)).isEqualTo(2);
    assertThat(gate.opensTo(ours.get(1).token())).isFalse();
    assertThat(keys.list(TokenQuery.all()).items()).containsExactly(theirs);
    assertThat(keys.logOutAll(Gate.OWNER)).isZero();
  }

  @Test
  void losesNoToggleWhenManyComeAtOnce() throws Exception {
    UUID id = gate.create().key().id();
    int toggles = 33;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<AuthToken>>> calls = new ArrayList<>();
      for (int i = 0; i < toggles; i++) {
        calls.add(() -> keys.toggle(id));
      }
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }
    AuthToken key = keys.get(id).orElseThrow();
    assertThat(key.active()).isFalse();
    assertThat(key.version()).isEqualTo(toggles);
  }

  private void refuses(Owner owner, Reason reason) {
    assertThat(keys.create(NewKey.of(owner, "x"))).isEqualTo(new Refused(reason));
    assertThat(keys.list(TokenQuery.all()).total()).isZero();
  }
}
