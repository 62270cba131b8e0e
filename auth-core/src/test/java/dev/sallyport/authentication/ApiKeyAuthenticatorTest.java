package dev.sallyport.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.ObservedStore;
import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
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
  private final SallyportFixture fixture = new SallyportFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void authenticatesAsThePrincipalOfTheKey() {
    Created created =
        (Created)
            fixture
                .sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci").scopes(List.of("chat:read")));
    assertThat(fixture.check(created.token()))
        .isEqualTo(new Authenticated(ApiKeyPrincipal.of(created.key())));
    ApiKeyPrincipal principal = ApiKeyPrincipal.of(created.key());
    assertThat(principal.getName()).isEqualTo("admin");
    assertThat(principal.scopes()).containsExactly("chat:read");
  }

  @Test
  void deniesAMalformedTokenWithoutAStoreCall() {
    for (String malformed : List.of("", "x", "sp_é", "a".repeat(100_000), "\u0000")) {
      assertThat(fixture.refusal(Secret.of(malformed))).isEqualTo(DenialReason.MALFORMED_TOKEN);
    }
    assertThat(fixture.store.reads).hasValue(0);
  }

  @Test
  void deniesAnUnknownTokenWithoutNamingAKey() {
    Secret unknown = TokenFormat.sallyport("sp").generate();
    assertThat(fixture.check(unknown)).isEqualTo(new Denied(DenialReason.UNKNOWN_TOKEN, null));
  }

  @Test
  void deniesAWrongSecretWithoutNamingTheKey() {
    Secret forged = tokenUnderWhichAnotherKeyIsFound(fixture.create());
    int writes = fixture.store.writes.get();
    assertThat(fixture.check(forged)).isEqualTo(new Denied(DenialReason.WRONG_SECRET, null));
    fixture.sallyport.flush();
    assertThat(fixture.store.writes).as("no write before verification").hasValue(writes);
  }

  @Test
  void deniesAKeyWithAnUnusableDigest() {
    Created created = fixture.create();
    fixture.store.replace(
        created.key().toBuilder().digest("$argon2id$v=19$m=99999999,t=1,p=1$AAAA$AAAA").build());
    assertThat(fixture.check(created.token()))
        .isEqualTo(new Denied(DenialReason.UNUSABLE_DIGEST, null));
  }

  @Test
  void reportsADeactivatedKeyToItsHolder() {
    Created created = fixture.create();
    fixture.sallyport.keys().deactivate(created.key().id());
    assertThat(fixture.check(created.token()))
        .isEqualTo(new Denied(DenialReason.KEY_INACTIVE, created.key().id()));
  }

  @Test
  void appliesChangesFromTheNextRequestOn() {
    Created created = fixture.create();
    UUID id = created.key().id();
    ApiKeyManager keys = fixture.sallyport.keys();
    assertThat(fixture.opensTo(created.token())).isTrue();
    keys.deactivate(id);
    assertThat(fixture.opensTo(created.token())).isFalse();
    keys.activate(id);
    assertThat(fixture.opensTo(created.token())).isTrue();
    keys.toggle(id);
    assertThat(fixture.opensTo(created.token())).isFalse();
    keys.toggle(id);
    assertThat(fixture.opensTo(created.token())).isTrue();
    keys.delete(id);
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void expiryIsInclusive() {
    Created created =
        (Created)
            fixture
                .sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
                        .lifetime(
                            new Lifetime.Until(
                                fixture.clock.instant().plus(Duration.ofSeconds(1)))));
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.clock.advance(Duration.ofNanos(1000));
    assertThat(fixture.check(created.token()))
        .isEqualTo(new Denied(DenialReason.KEY_EXPIRED, created.key().id()));
  }

  @Test
  void deniesKeysOfInactiveOwnersUntilActivation() {
    Created created = fixture.create();
    fixture.setUser(false, true);
    assertThat(fixture.check(created.token()))
        .isEqualTo(new Denied(DenialReason.OWNER_INACTIVE, created.key().id()));
    fixture.setUser(true, true);
    fixture.setAccount(false);
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.OWNER_INACTIVE);
    fixture.setAccount(true);
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void deniesKeysOfDeletedOwners() {
    ObservedStore store = fixture.store;
    Created created = fixture.create();
    try (Sallyport ofHost =
        Sallyport.builder(store, owner -> Optional.empty()).ignoreEnvironment().build()) {
      assertThat(ofHost.authenticator().authenticate(created.token()))
          .isEqualTo(new Denied(DenialReason.OWNER_INACTIVE, created.key().id()));
    }
  }

  @Test
  void callsAHostsDirectoryOnlyAfterVerification() {
    AtomicInteger asked = new AtomicInteger();
    OwnerDirectory ofHost =
        owner -> {
          asked.incrementAndGet();
          return fixture.owners.find(owner);
        };
    Created created = fixture.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    try (Sallyport other = Sallyport.builder(fixture.store, ofHost).ignoreEnvironment().build()) {
      assertThat(other.authenticator().authenticate(forged)).isInstanceOf(Denied.class);
      assertThat(asked).hasValue(0);
      assertThat(other.authenticator().authenticate(created.token()))
          .isInstanceOf(Authenticated.class);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void keepsKeysOfADemotedOwnerWorking() {
    Created created = fixture.create();
    fixture.setUser(true, false);
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void p11ExpiredSiblingsCostNoReadAndNoWrite() {
    for (int i = 0; i < 50; i++) {
      fixture.create(new Lifetime.For(Duration.ofMillis(1)));
    }
    Created created = fixture.create();
    fixture.clock.advance(Duration.ofSeconds(1));
    int writes = fixture.store.writes.get();
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(fixture.store.reads).hasValue(1);
    assertThat(fixture.store.writes).hasValue(writes);
  }

  @Test
  void readsTheStoreOncePerStaleness() {
    Created created = fixture.create();
    for (int i = 0; i < 10; i++) {
      assertThat(fixture.opensTo(created.token())).isTrue();
    }
    assertThat(fixture.store.reads).hasValue(1);
    fixture.clock.advance(Duration.ofSeconds(2));
    fixture.opensTo(created.token());
    assertThat(fixture.store.reads).hasValue(2);
  }

  @Test
  void appliesChangesOfOtherNodesWithinTheStaleness() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.store.replace(created.key().deactivate());
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void readsTheStoreAtEveryRequestWithoutStaleness() {
    try (SallyportFixture strict =
        new SallyportFixture(builder -> builder.setting("max-staleness", "0"))) {
      Created created = strict.create();
      strict.opensTo(created.token());
      strict.store.replace(created.key().deactivate());
      assertThat(strict.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    }
  }

  @Test
  void verifiesEveryRequestWithoutACache() {
    try (SallyportFixture forgetful =
        new SallyportFixture(builder -> builder.setting("verified-tokens", "0"))) {
      Created created = forgetful.create();
      assertThat(forgetful.opensTo(created.token())).isTrue();
      assertThat(forgetful.opensTo(created.token())).isTrue();
    }
  }

  @Test
  void aForgedTokenNeitherUsesNorEvictsACachedOne() {
    Created created = fixture.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    Secret real = created.token();
    fixture.opensTo(real);
    int reads = fixture.store.reads.get();
    assertThat(fixture.refusal(forged)).isEqualTo(DenialReason.WRONG_SECRET);
    assertThat(fixture.opensTo(real)).isTrue();
    assertThat(fixture.store.reads.get() - reads)
        .as("reads only for the forged token")
        .isEqualTo(1);
  }

  @Test
  void aLoadInFlightDoesNotReactivateAKey() throws Exception {
    Created created = fixture.create();
    CountDownLatch hasRead = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    fixture.store.afterRead =
        () -> {
          hasRead.countDown();
          awaitUninterrupted(mayGoOn);
        };
    CompletableFuture<Boolean> early =
        CompletableFuture.supplyAsync(() -> fixture.opensTo(created.token()));
    hasRead.await();
    fixture.store.afterRead = () -> {};
    fixture.sallyport.keys().deactivate(created.key().id());
    mayGoOn.countDown();

    assertThat(early.get()).as("loaded before the deactivation").isTrue();
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void verifiedKeysWorkDuringAnOutageForAsLongAsAllowed() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.store.down = true;
    fixture.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
    fixture.store.down = false;
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void anOutageDoesNotRestoreADeletedKey() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.store.delete(created.key());
    fixture.clock.advance(Duration.ofSeconds(10));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    fixture.store.down = true;
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void anOutageDoesNotRestoreAKeyWithAChangedDigest() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    Secret other = TokenFormat.sallyport("sp").generate();
    fixture.store.replace(
        created.key().toBuilder().digest(Digester.sha512().digest(other)).build());
    fixture.clock.advance(Duration.ofSeconds(10));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.WRONG_SECRET);
    fixture.store.down = true;
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void usesTheLoadedKeyWhileOnlyTheOwnersAreUnavailable() {
    AtomicBoolean down = new AtomicBoolean();
    OwnerDirectory ofHost =
        owner -> {
          if (down.get()) {
            throw new IllegalArgumentException("the host's own database is down");
          }
          return fixture.owners.find(owner);
        };
    Created created = fixture.create();
    try (Sallyport other =
        Sallyport.builder(fixture.store, ofHost).ignoreEnvironment().clock(fixture.clock).build()) {
      ApiKeyAuthenticator authenticator = other.authenticator();
      assertThat(authenticator.authenticate(created.token())).isInstanceOf(Authenticated.class);
      down.set(true);
      fixture.clock.advance(Duration.ofSeconds(10));
      assertThat(authenticator.authenticate(created.token())).isInstanceOf(Authenticated.class);
      fixture.store.replace(created.key().deactivate());
      assertThat(authenticator.authenticate(created.token()))
          .isEqualTo(new Denied(DenialReason.KEY_INACTIVE, created.key().id()));
      fixture.clock.advance(Duration.ofMinutes(5));
      assertThatThrownBy(() -> authenticator.authenticate(created.token()))
          .isInstanceOf(StoreException.class)
          .hasMessage("The host's directory of owners failed.");
    }
  }

  @Test
  void throwsForUnverifiedTokensDuringAnOutage() {
    Created created = fixture.create();
    fixture.store.down = true;
    assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
  }

  @Test
  void deniesAVerifiedKeyThatExpiresDuringAnOutage() {
    Created created =
        (Created)
            fixture
                .sallyport
                .keys()
                .create(
                    CreateKeyRequest.of(SallyportFixture.OWNER, "ci")
                        .lifetime(
                            new Lifetime.Until(
                                fixture.clock.instant().plus(Duration.ofSeconds(30)))));
    fixture.opensTo(created.token());
    fixture.store.down = true;
    fixture.clock.advance(Duration.ofSeconds(31));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_EXPIRED);
  }

  @Test
  void rehashesADigestOfAnotherKindAtTheFirstVerification() {
    Created created = fixture.create();
    fixture.store.replace(withSha512(created));
    assertThat(fixture.opensTo(created.token())).isTrue();
    ApiKey renewed = fixture.store.findById(created.key().id()).orElseThrow();
    assertThat(renewed.digest()).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
    assertThat(renewed.updatedAt()).isEqualTo(created.key().updatedAt());
    fixture.clock.advance(Duration.ofHours(1));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(fixture.store.findById(created.key().id())).contains(renewed);
  }

  @Test
  void doesNotRehashAfterAFailedVerification() {
    Created created = fixture.create();
    Secret forged = tokenUnderWhichAnotherKeyIsFound(created);
    ApiKey victim = keyFoundBy(forged);
    fixture.store.replace(victim.toBuilder().digest(withSha512(created).digest()).build());
    assertThat(fixture.refusal(forged)).isEqualTo(DenialReason.WRONG_SECRET);
    assertThat(keyFoundBy(forged).digest()).startsWith("sha512$");
  }

  @Test
  void authenticatesEvenIfRehashingFails() {
    Created created = fixture.create();
    fixture.store.replace(withSha512(created));
    fixture.store.readOnly = true;
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void verifiesAgainAfterTheDigestChanged() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    Secret other = TokenFormat.sallyport("sp").generate();
    fixture.store.replace(
        created.key().toBuilder().digest(Digester.sha512().digest(other)).build());
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.WRONG_SECRET);
  }

  @Test
  void recordsTheLatestUseAtTheFlush() {
    Created created = fixture.create();
    int writes = fixture.store.writes.get();
    fixture.opensTo(created.token());
    fixture.clock.advance(Duration.ofSeconds(1));
    fixture.opensTo(created.token());
    assertThat(fixture.store.writes).as("no write on the request path").hasValue(writes);
    fixture.sallyport.flush();
    assertThat(fixture.store.writes).hasValue(writes + 1);
    assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt())
        .isEqualTo(fixture.clock.instant());
  }

  @Test
  void recordsNoUseOfADeniedKey() {
    Created created = fixture.create();
    fixture.sallyport.keys().deactivate(created.key().id());
    fixture.refusal(created.token());
    fixture.sallyport.flush();
    assertThat(fixture.store.findById(created.key().id()).orElseThrow().lastUsedAt()).isNull();
  }

  private ApiKey withSha512(Created created) {
    return created.key().toBuilder().digest(Digester.sha512().digest(created.token())).build();
  }

  /** Returns a token whose lookup id belongs to a key with the digest of another token. */
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
                fixture.clock.instant())
            .build();
    fixture.store.insert(victim);
    return forged;
  }

  private ApiKey keyFoundBy(Secret token) {
    String lookup = TokenFormat.sallyport("sp").lookupOf(token).orElseThrow();
    return fixture.store.findByLookup(lookup).orElseThrow().key();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
