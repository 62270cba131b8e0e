package dev.sallyport.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.ObservedStore;
import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.AuthenticationResult.Granted;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticatorTest {
  private final SallyportFixture gate = new SallyportFixture();

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void grantsTheHolderOfATokenItsKeysPrincipal() {
    Created created =
        (Created)
            gate.sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci").scopes(List.of("chat:read")));
    assertThat(gate.check(created.token()))
        .isEqualTo(new Granted(ApiKeyPrincipal.of(created.key())));
    ApiKeyPrincipal principal = ApiKeyPrincipal.of(created.key());
    assertThat(principal.getName()).isEqualTo("admin");
    assertThat(principal.scopes()).containsExactly("chat:read");
  }

  @Test
  void refusesAMalformedTokenWithoutAskingTheStore() {
    for (String malformed : List.of("", "x", "sp_é", "a".repeat(100_000), "\u0000")) {
      assertThat(gate.refusal(Secret.of(malformed))).isEqualTo(DenialReason.MALFORMED_TOKEN);
    }
    assertThat(gate.store.reads).hasValue(0);
  }

  @Test
  void refusesAnUnknownTokenAndNamesNoKey() {
    Secret unknown = TokenFormat.sallyport("sp").generate();
    assertThat(gate.check(unknown)).isEqualTo(new Denied(DenialReason.UNKNOWN_TOKEN, null));
  }

  @Test
  void refusesAnotherSecretUnderAKnownLookupAndNamesNoKey() {
    Secret forged = tokenUnderWhichAnotherKeyIsFound(gate.create());
    int writes = gate.store.writes.get();
    assertThat(gate.check(forged)).isEqualTo(new Denied(DenialReason.WRONG_SECRET, null));
    gate.sallyport.flush();
    assertThat(gate.store.writes).as("nothing is written before proof").hasValue(writes);
  }

  @Test
  void refusesAKeyWhoseStoredDigestIsUnusable() {
    Created created = gate.create();
    gate.store.replace(
        created.key().toBuilder().digest("$argon2id$v=19$m=99999999,t=1,p=1$AAAA$AAAA").build());
    assertThat(gate.check(created.token()))
        .isEqualTo(new Denied(DenialReason.UNUSABLE_DIGEST, null));
  }

  @Test
  void tellsTheHolderThatTheKeyIsSwitchedOff() {
    Created created = gate.create();
    gate.sallyport.keys().deactivate(created.key().id());
    assertThat(gate.check(created.token()))
        .isEqualTo(new Denied(DenialReason.KEY_INACTIVE, created.key().id()));
  }

  @Test
  void judgesByEveryChangeFromTheNextRequestOn() {
    Created created = gate.create();
    UUID id = created.key().id();
    ApiKeyManager keys = gate.sallyport.keys();
    assertThat(gate.opensTo(created.token())).isTrue();
    keys.deactivate(id);
    assertThat(gate.opensTo(created.token())).isFalse();
    keys.activate(id);
    assertThat(gate.opensTo(created.token())).isTrue();
    keys.toggle(id);
    assertThat(gate.opensTo(created.token())).isFalse();
    keys.toggle(id);
    assertThat(gate.opensTo(created.token())).isTrue();
    keys.delete(id);
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void acceptsAtTheExpiryInstantAndRefusesRightAfter() {
    Created created =
        (Created)
            gate.sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
                        .lifetime(
                            new Lifetime.Until(gate.clock.instant().plus(Duration.ofSeconds(1)))));
    gate.clock.advance(Duration.ofSeconds(1));
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.clock.advance(Duration.ofNanos(1000));
    assertThat(gate.check(created.token()))
        .isEqualTo(new Denied(DenialReason.KEY_EXPIRED, created.key().id()));
  }

  @Test
  void refusesKeysOfOwnersThatAreSwitchedOffUntilTheyAreSwitchedOn() {
    Created created = gate.create();
    gate.setUser(false, true);
    assertThat(gate.check(created.token()))
        .isEqualTo(new Denied(DenialReason.OWNER_INACTIVE, created.key().id()));
    gate.setUser(true, true);
    gate.setAccount(false);
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    gate.setAccount(true);
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.opensTo(created.token())).isTrue();
  }

  @Test
  void refusesKeysOfOwnersThatAreGone() {
    ObservedStore store = gate.store;
    Created created = gate.create();
    try (Sallyport ofHost =
        Sallyport.builder(store, owner -> Optional.empty()).ignoreEnvironment().build()) {
      assertThat(ofHost.authenticator().authenticate(created.token()))
          .isEqualTo(new Denied(DenialReason.OWNER_INACTIVE, created.key().id()));
    }
  }

  @Test
  void asksAHostsDirectoryAfterProofOnly() {
    AtomicInteger asked = new AtomicInteger();
    OwnerDirectory ofHost =
        owner -> {
          asked.incrementAndGet();
          return gate.owners.find(owner);
        };
    Created created = gate.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    try (Sallyport other = Sallyport.builder(gate.store, ofHost).ignoreEnvironment().build()) {
      assertThat(other.authenticator().authenticate(forged)).isInstanceOf(Denied.class);
      assertThat(asked).hasValue(0);
      assertThat(other.authenticator().authenticate(created.token())).isInstanceOf(Granted.class);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void keepsKeysOfADemotedOwnerWorking() {
    Created created = gate.create();
    gate.setUser(true, false);
    assertThat(gate.opensTo(created.token())).isTrue();
  }

  @Test
  void p11ExpiredSiblingsCostNoReadAndNoWrite() {
    for (int i = 0; i < 50; i++) {
      gate.create(new Lifetime.For(Duration.ofMillis(1)));
    }
    Created created = gate.create();
    gate.clock.advance(Duration.ofSeconds(1));
    int writes = gate.store.writes.get();
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(gate.store.reads).hasValue(1);
    assertThat(gate.store.writes).hasValue(writes);
  }

  @Test
  void readsTheStoreOnceForManyRequestsWithinTheStaleness() {
    Created created = gate.create();
    for (int i = 0; i < 10; i++) {
      assertThat(gate.opensTo(created.token())).isTrue();
    }
    assertThat(gate.store.reads).hasValue(1);
    gate.clock.advance(Duration.ofSeconds(2));
    gate.opensTo(created.token());
    assertThat(gate.store.reads).hasValue(2);
  }

  @Test
  void seesWhatAnotherNodeChangedWithinTheStaleness() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.store.replace(created.key().deactivate());
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void readsTheStoreForEveryRequestWhereNoStalenessIsAllowed() {
    try (SallyportFixture strict =
        new SallyportFixture(builder -> builder.maxStaleness(Duration.ZERO))) {
      Created created = strict.create();
      strict.opensTo(created.token());
      strict.store.replace(created.key().deactivate());
      assertThat(strict.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    }
  }

  @Test
  void provesEveryRequestAnewWhereNoTokenIsRemembered() {
    try (SallyportFixture forgetful = new SallyportFixture(builder -> builder.verifiedTokens(0))) {
      Created created = forgetful.create();
      assertThat(forgetful.opensTo(created.token())).isTrue();
      assertThat(forgetful.opensTo(created.token())).isTrue();
    }
  }

  @Test
  void aForgedTokenDoesNotRideOnARememberedOneNorDisplaceIt() {
    Created created = gate.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    Secret real = created.token();
    gate.opensTo(real);
    int reads = gate.store.reads.get();
    assertThat(gate.refusal(forged)).isEqualTo(DenialReason.WRONG_SECRET);
    assertThat(gate.opensTo(real)).isTrue();
    assertThat(gate.store.reads.get() - reads).as("reads for the forged one only").isEqualTo(1);
  }

  @Test
  void aFillInFlightDoesNotBringADeactivatedKeyBack() throws Exception {
    Created created = gate.create();
    CountDownLatch hasRead = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    gate.store.afterRead =
        () -> {
          hasRead.countDown();
          awaitUninterrupted(mayGoOn);
        };
    CompletableFuture<Boolean> early =
        CompletableFuture.supplyAsync(() -> gate.opensTo(created.token()));
    hasRead.await();
    gate.store.afterRead = () -> {};
    gate.sallyport.keys().deactivate(created.key().id());
    mayGoOn.countDown();

    assertThat(early.get()).as("it began before the key was switched off").isTrue();
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void keepsProvenKeysWorkingWhileTheStoreIsDownForAsLongAsAllowed() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.store.down = true;
    gate.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> gate.check(created.token())).isInstanceOf(StoreException.class);
    gate.store.down = false;
    assertThat(gate.opensTo(created.token())).isTrue();
  }

  @Test
  void anOutageBringsNoKeyBackThatWasSeenDeleted() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.store.delete(created.key());
    gate.clock.advance(Duration.ofSeconds(10));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    gate.store.down = true;
    gate.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> gate.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void anOutageBringsNoKeyBackWhoseDigestWasSeenChanged() {
    Created created = gate.create();
    gate.opensTo(created.token());
    Secret other = TokenFormat.sallyport("sp").generate();
    gate.store.replace(created.key().toBuilder().digest(Digester.sha512().digest(other)).build());
    gate.clock.advance(Duration.ofSeconds(10));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.WRONG_SECRET);
    gate.store.down = true;
    gate.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> gate.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void judgesTheKeyAsJustReadWhileOnlyTheOwnersCannotBeAsked() {
    AtomicBoolean down = new AtomicBoolean();
    OwnerDirectory ofHost =
        owner -> {
          if (down.get()) {
            throw new IllegalArgumentException("the host's own database is down");
          }
          return gate.owners.find(owner);
        };
    Created created = gate.create();
    try (Sallyport other =
        Sallyport.builder(gate.store, ofHost).ignoreEnvironment().clock(gate.clock).build()) {
      ApiKeyAuthenticator authenticator = other.authenticator();
      assertThat(authenticator.authenticate(created.token())).isInstanceOf(Granted.class);
      down.set(true);
      gate.clock.advance(Duration.ofSeconds(10));
      assertThat(authenticator.authenticate(created.token())).isInstanceOf(Granted.class);
      gate.store.replace(created.key().deactivate());
      assertThat(authenticator.authenticate(created.token()))
          .isEqualTo(new Denied(DenialReason.KEY_INACTIVE, created.key().id()));
      gate.clock.advance(Duration.ofMinutes(5));
      assertThatThrownBy(() -> authenticator.authenticate(created.token()))
          .isInstanceOf(StoreException.class)
          .hasMessage("The host's directory of owners failed.");
    }
  }

  @Test
  void cannotTellAboutUnprovenTokensWhileTheStoreIsDown() {
    Created created = gate.create();
    gate.store.down = true;
    assertThatThrownBy(() -> gate.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void refusesAProvenKeyThatExpiresWhileTheStoreIsDown() {
    Created created =
        (Created)
            gate.sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
                        .lifetime(
                            new Lifetime.Until(gate.clock.instant().plus(Duration.ofSeconds(30)))));
    gate.opensTo(created.token());
    gate.store.down = true;
    gate.clock.advance(Duration.ofSeconds(31));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void renewsADigestOfAnotherKindAtTheFirstProof() {
    Created created = gate.create();
    gate.store.replace(withSha512(created));
    assertThat(gate.opensTo(created.token())).isTrue();
    ApiKey renewed = gate.store.findById(created.key().id()).orElseThrow();
    assertThat(renewed.digest()).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
    assertThat(renewed.updatedAt()).isEqualTo(created.key().updatedAt());
    gate.clock.advance(Duration.ofHours(1));
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(gate.store.findById(created.key().id())).contains(renewed);
  }

  @Test
  void leavesADigestOfAnotherKindAloneAtAFailedProof() {
    Created created = gate.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    ApiKey victim = keyFoundBy(forged);
    gate.store.replace(victim.toBuilder().digest(withSha512(created).digest()).build());
    assertThat(gate.refusal(forged)).isEqualTo(DenialReason.WRONG_SECRET);
    assertThat(keyFoundBy(forged).digest()).startsWith("sha512$");
  }

  @Test
  void grantsEvenIfTheDigestCouldNotBeRenewed() {
    Created created = gate.create();
    gate.store.replace(withSha512(created));
    gate.store.readOnly = true;
    assertThat(gate.opensTo(created.token())).isTrue();
  }

  @Test
  void provesAgainWhenAnotherNodeChangedTheDigest() {
    Created created = gate.create();
    gate.opensTo(created.token());
    Secret other = TokenFormat.sallyport("sp").generate();
    gate.store.replace(created.key().toBuilder().digest(Digester.sha512().digest(other)).build());
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.WRONG_SECRET);
  }

  @Test
  void recordsTheLatestUseWhenItIsWrittenDown() {
    Created created = gate.create();
    int writes = gate.store.writes.get();
    gate.opensTo(created.token());
    gate.clock.advance(Duration.ofSeconds(1));
    gate.opensTo(created.token());
    assertThat(gate.store.writes).as("none on the path of a request").hasValue(writes);
    gate.sallyport.flush();
    assertThat(gate.store.writes).hasValue(writes + 1);
    assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt())
        .isEqualTo(gate.clock.instant());
  }

  @Test
  void recordsNoUseOfARefusedKey() {
    Created created = gate.create();
    gate.sallyport.keys().deactivate(created.key().id());
    gate.refusal(created.token());
    gate.sallyport.flush();
    assertThat(gate.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNull();
  }

  private ApiKey withSha512(Created created) {
    return created.key().toBuilder().digest(Digester.sha512().digest(created.token())).build();
  }

  /** A token whose lookup finds a key with the digest of another token. */
  private Secret tokenUnderWhichAnotherKeyIsFound(Created real) {
    TokenFormat format = TokenFormat.sallyport("sp");
    Secret forged = format.generate();
    ApiKey victim =
        ApiKey.builder(
                UUID.randomUUID(),
                format.lookupOf(forged).orElseThrow(),
                real.key().digest(),
                SallyportFixture.OWNER,
                "victim",
                gate.clock.instant())
            .build();
    gate.store.insert(victim);
    return forged;
  }

  private ApiKey keyFoundBy(Secret token) {
    String lookup = TokenFormat.sallyport("sp").lookupOf(token).orElseThrow();
    return gate.store.findByLookup(lookup).orElseThrow().key();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
