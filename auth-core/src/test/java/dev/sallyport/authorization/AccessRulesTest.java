package dev.sallyport.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.authorization.AccessPolicy.Denial;
import dev.sallyport.authorization.RateLimit.Share;
import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Network;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Guesses;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
  private static final String HOME = "192.0.2.7";

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private SallyportFixture fixture =
      new SallyportFixture(
          it ->
              it.setting("rate-limits", "key:2/m")
                  .setting("token-failures", "3")
                  .setting("token-failure-window", "1m"));

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void quotasAreRefilledAfterTheClockWasSetBack() {
    fixture.clock.advance(Duration.ofDays(1));
    Created created = fixture.create();
    useUp(created);
    assertThat(fixture.opensTo(created.token())).isFalse();
    fixture.clock.advance(Duration.ofDays(-1));
    assertThat(fixture.opensTo(created.token())).isFalse();
    fixture.clock.advance(MINUTE);
    assertThat(fixture.opensTo(created.token())).isTrue();
  }

  @Test
  void everyCombinationOfRulesGivesTheFirstReason() {
    for (boolean network : List.of(true, false)) {
      for (boolean scope : List.of(true, false)) {
        for (boolean quota : List.of(true, false)) {
          Created created = key(network ? "192.0.2.0/24" : "203.0.113.0/24", scope ? "a:*" : "b");
          if (!quota) {
            useUp(created);
          }
          AuthenticationResult result = check(created.token(), HOME, "a:b");
          DenialReason expected =
              !network
                  ? DenialReason.NETWORK_NOT_ALLOWED
                  : !scope
                      ? DenialReason.INSUFFICIENT_SCOPE
                      : !quota ? DenialReason.QUOTA_EXCEEDED : null;
          if (expected == null) {
            assertThat(result).isInstanceOf(Authenticated.class);
          } else {
            Denied denied = (Denied) result;
            assertThat(denied.reason()).isEqualTo(expected);
            assertThat(denied.keyId()).contains(created.key().id());
            assertThat(denied.requiredScopes())
                .isEqualTo(expected == DenialReason.INSUFFICIENT_SCOPE ? Set.of("a:b") : Set.of());
          }
        }
      }
    }
  }

  @Test
  void aDeniedRequestConsumesNoQuotaAndIsNoUse() {
    Created created = key("192.0.2.0/24", "a");
    for (int i = 0; i < 5; i++) {
      assertThat(check(created.token(), "203.0.113.1", "a")).isInstanceOf(Denied.class);
      assertThat(check(created.token(), HOME, "b")).isInstanceOf(Denied.class);
    }
    fixture.sallyport.flush();
    assertThat(fixture.stored(created.key().id()).lastUsedAt()).isNull();
    Authenticated granted = (Authenticated) check(created.token(), HOME, "a");
    assertThat(granted.quotas().get(0).remaining()).isEqualTo(1);
  }

  @Test
  void aDeniedRequestStartsNoOverlap() {
    Created old = key("192.0.2.0/24", "a");
    Created successor =
        (Created)
            fixture
                .sallyport
                .keys()
                .rotate(old.key().id(), Rotation.overlappingFromFirstUse(MINUTE))
                .orElseThrow();
    assertThat(successor.key().networks()).isEqualTo(old.key().networks());
    check(successor.token(), "203.0.113.1", "a");
    assertThat(fixture.stored(old.key().id()).expiresAt()).isNull();
  }

  @Test
  void aKeyWithNetworksIsDeniedWithoutAClientAddress() {
    Created created = key("0.0.0.0/0", "a");
    assertThat(((Denied) check(created.token(), "", "a")).reason())
        .isEqualTo(DenialReason.NETWORK_NOT_ALLOWED);
    assertThat(check(created.token(), HOME, "a")).isInstanceOf(Authenticated.class);
  }

  @Test
  void aQuotaRefillsSteadilyAndReportsRetryAfter() {
    Created created = fixture.create();
    useUp(created);
    Denied denied = (Denied) fixture.check(created.token());
    assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(denied.quotas().get(0).remaining()).isZero();
    assertThat(fixture.events(Event.Throttled.class)).hasSize(1);
    fixture.clock.advance(Duration.ofSeconds(30));
    assertThat(fixture.opensTo(created.token())).isTrue();
    assertThat(fixture.opensTo(created.token())).isFalse();
  }

  @Test
  void severalLimitsApplyAndADenialByOneConsumesNone() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it -> it.setting("rate-limits", "burst=key:2/s, key:100/h, account:3/h"));
    Created one = fixture.create();
    Created other = fixture.create();
    assertThat(fixture.opensTo(one.token())).isTrue();
    assertThat(fixture.opensTo(one.token())).isTrue();
    assertThat(((Denied) fixture.check(one.token())).quotas())
        .extracting(quota -> quota.policy() + " " + quota.remaining())
        .as("unchanged quotas")
        .containsExactly("burst 0", "key 98", "account 1");
    fixture.clock.advance(Duration.ofSeconds(1));
    Authenticated third = (Authenticated) fixture.check(other.token());
    assertThat(third.quotas())
        .extracting(quota -> quota.policy() + " " + quota.remaining())
        .containsExactly("burst 1", "key 99", "account 0");
    Denied fourth = (Denied) fixture.check(one.token());
    assertThat(fourth.reason()).isEqualTo(DenialReason.QUOTA_EXCEEDED);
    fixture.clock.advance(Duration.ofMinutes(20));
    Authenticated fifth = (Authenticated) fixture.check(one.token());
    assertThat(fifth.quotas().get(1).remaining())
        .as("refilled and not charged by denials")
        .isEqualTo(99);
  }

  @Test
  void concurrentRequestsDoNotExceedTheQuota() throws Exception {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("rate-limits", "key:10/h"));
    Created created = fixture.create();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    int granted = 0;
    try {
      Callable<Boolean> use = () -> fixture.opensTo(created.token());
      for (var done : threads.invokeAll(Collections.nCopies(100, use))) {
        granted += done.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(granted).isEqualTo(10);
  }

  @Test
  void aFailingPolicyOfTheHostGrantsNothing() {
    fixture.close();
    List<String> evaluated = new ArrayList<>();
    fixture =
        new SallyportFixture(
            it ->
                it.policy(
                    (key, request) -> {
                      evaluated.add(request.action() + " " + request.path());
                      if (request.path().equals("/broken")) {
                        throw new IllegalStateException("broken");
                      }
                      return request.path().equals("/closed")
                          ? Optional.of(Denial.of(DenialReason.DENIED_BY_POLICY))
                          : Optional.empty();
                    }));
    Created created = fixture.create();
    assertThat(at(created, "/open")).isInstanceOf(Authenticated.class);
    assertThat(((Denied) at(created, "/closed")).reason()).isEqualTo(DenialReason.DENIED_BY_POLICY);
    assertThatThrownBy(() -> at(created, "/broken")).isInstanceOf(StoreException.class);
    assertThat(evaluated).containsExactly("GET /open", "GET /closed", "GET /broken");
    assertThatIllegalArgumentException().isThrownBy(() -> Denial.of(DenialReason.UNKNOWN_TOKEN));
  }

  @Test
  void invalidTokensFromOneNetworkAreThrottledWithoutStoreCalls() {
    for (int i = 0; i < 15; i++) {
      assertThat(reason(random(), HOME)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    }
    int reads = fixture.store.reads.get();
    Denied denied = (Denied) check(random(), HOME);
    assertThat(denied.reason()).isEqualTo(DenialReason.TOO_MANY_FAILURES);
    assertThat(denied.retryAfter()).isPositive();
    assertThat(denied.keyId()).isEmpty();
    assertThat(fixture.store.reads).hasValue(reads);
    assertThat(reason(random(), "203.0.113.1"))
        .as("elsewhere")
        .isEqualTo(DenialReason.UNKNOWN_TOKEN);
    fixture.clock.advance(denied.retryAfter().plusMillis(1));
    assertThat(reason(random(), HOME)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void verifiedKeysAreNotThrottledAndDoNotResetTheThrottle() {
    Created created = fixture.create();
    assertThat(check(created.token(), HOME)).isInstanceOf(Authenticated.class);
    for (int i = 0; i < 15; i++) {
      check(random(), HOME);
    }
    fixture.clock.advance(Duration.ofSeconds(3));
    assertThat(check(created.token(), HOME))
        .as("reloaded, not verified again")
        .isInstanceOf(Authenticated.class);
    assertThat(check(random(), HOME)).isInstanceOf(Denied.class);
    assertThat(reason(random(), HOME)).isEqualTo(DenialReason.TOO_MANY_FAILURES);
  }

  @Test
  void guessesAtOneKeyAreThrottledPerNetworkAndDoNotLockOutTheHolder() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("token-failures", "3")
                    .setting("token-failure-window", "1m")
                    .setting("max-staleness", "0"));
    Created attacked = fixture.create();
    Secret token = attacked.token();
    for (int network = 0; network < 50; network++) {
      String client = "2001:db8:%x::1".formatted(network);
      for (int i = 0; i < 3; i++) {
        assertThat(reason(Guesses.at(token), client)).isEqualTo(DenialReason.WRONG_SECRET);
      }
      assertThat(reason(Guesses.at(token), client)).isEqualTo(DenialReason.TOO_MANY_FAILURES);
    }
    assertThat(check(attacked.token(), HOME))
        .as("not used since the start")
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void networksOfOneIpv6SiteAreThrottledTogether() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("token-failures", "3")
                    .setting("token-failure-window", "1m")
                    .setting("max-staleness", "0"));
    Secret token = fixture.create().token();
    for (int i = 0; i < 6; i++) {
      assertThat(reason(Guesses.at(token), "2001:db8:0:%x::1".formatted(i)))
          .isEqualTo(DenialReason.WRONG_SECRET);
    }
    assertThat(reason(Guesses.at(token), "2001:db8:0:9900::1"))
        .as("another /56 of the /48")
        .isEqualTo(DenialReason.WRONG_SECRET);
    assertThat(reason(Guesses.at(token), "2001:db8:0:9::1"))
        .as("the same /56")
        .isEqualTo(DenialReason.TOO_MANY_FAILURES);
  }

  @Test
  void aKeyNeverExceedsItsIssuer() {
    ApiKeyManager keys = fixture.sallyport.keys();
    ApiKeyPrincipal issuer = ApiKeyPrincipal.of(key("0.0.0.0/0", "chat:*").key());
    for (String scope : List.of("chat:read", "chat:*", "chat:a:*")) {
      CreateKeyRequest request =
          CreateKeyRequest.of(SallyportFixture.OWNER, "x")
              .scopes(List.of(scope))
              .networks(List.of(Network.parse("10.0.0.0/8")));
      assertThat(keys.create(request, issuer)).isInstanceOf(Created.class);
      assertThat(keys.create(request.networks(List.of()), issuer))
          .isEqualTo(new CreateResult.Denied(CreateResult.Reason.NETWORK_BEYOND_ISSUER));
    }
    for (String scope : List.of("*", "chat", "admin:read", "*:read")) {
      CreateKeyRequest request =
          CreateKeyRequest.of(SallyportFixture.OWNER, "x").scopes(List.of("chat:read", scope));
      assertThat(keys.create(request, issuer))
          .isEqualTo(new CreateResult.Denied(CreateResult.Reason.SCOPE_BEYOND_ISSUER));
    }
  }

  @Test
  void aFoundTokenIsTracedToItsKeyWithoutAUse() {
    Created created = fixture.create();
    ApiKeyAuthenticator authenticator = fixture.sallyport.authenticator();
    fixture.sallyport.keys().deactivate(created.key().id());
    int published = fixture.events.size();
    assertThat(authenticator.keyOf(created.token())).contains(created.key().id());
    assertThat(authenticator.keyOf(random())).isEmpty();
    assertThat(authenticator.keyOf(Secret.of("nonsense"))).isEmpty();
    assertThat(authenticator.trace(created.token(), HOME))
        .isEqualTo(new TokenLookupResult.Found(created.key().id()));
    for (int i = 0; i < 14; i++) {
      assertThat(authenticator.trace(random(), HOME)).isEqualTo(new TokenLookupResult.NotFound());
    }
    assertThat(authenticator.trace(created.token(), HOME))
        .isInstanceOf(TokenLookupResult.Throttled.class);
    assertThat(authenticator.trace(created.token(), "203.0.113.1"))
        .isInstanceOf(TokenLookupResult.Found.class);
    assertThat(fixture.events).hasSize(published);
    fixture.sallyport.flush();
    assertThat(fixture.stored(created.key().id()).lastUsedAt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key:0/m",
        "key:1",
        "user:1/m",
        "key:1/0s",
        "key:1/32d",
        "A=key:1/m",
        "=key:1/m",
        ""
      })
  void rejectsOtherLimits(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.parse(text));
  }

  @Test
  void parsesLimits() {
    assertThat(RateLimit.parse("key:120/m"))
        .isEqualTo(new RateLimit("key", Share.KEY, 120, MINUTE));
    assertThat(RateLimit.parse("burst=account:20/10s"))
        .isEqualTo(new RateLimit("burst", Share.ACCOUNT, 20, Duration.ofSeconds(10)));
  }

  private Created key(String network, String scope) {
    return (Created)
        fixture
            .sallyport
            .keys()
            .create(
                CreateKeyRequest.of(SallyportFixture.OWNER, "x")
                    .networks(List.of(Network.parse(network)))
                    .scopes(List.of(scope)));
  }

  private void useUp(Created created) {
    Set<String> networks =
        Set.copyOf(created.key().networks().stream().map(Network::toString).toList());
    String client = networks.contains("203.0.113.0/24") ? "203.0.113.1" : HOME;
    for (int i = 0; i < 2; i++) {
      AccessRequest harmless = AccessRequest.of("GET", "/", client, Set.of());
      assertThat(fixture.sallyport.authenticator().authenticate(created.token(), harmless))
          .isInstanceOf(Authenticated.class);
    }
  }

  private AuthenticationResult at(Created created, String path) {
    return fixture
        .sallyport
        .authenticator()
        .authenticate(created.token(), AccessRequest.of("GET", path, HOME, Set.of()));
  }

  private AuthenticationResult check(Secret token, String client, String... scopes) {
    AccessRequest request = AccessRequest.of("GET", "/", client, Set.of(scopes));
    return fixture.sallyport.authenticator().authenticate(token, request);
  }

  private DenialReason reason(Secret token, String client) {
    return ((Denied) check(token, client)).reason();
  }

  private static Secret random() {
    return TokenFormat.sallyport("sp").generate();
  }
}
