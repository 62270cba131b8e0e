package dev.sallyport.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.AuthenticationResult.Granted;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.authorization.AccessPolicy.Objection;
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

  private SallyportFixture gate =
      new SallyportFixture(
          it -> it.rateLimits(List.of(RateLimit.parse("key:2/m"))).tokenFailures(3, MINUTE));

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void everyCombinationOfRulesGivesTheReasonOfTheFirstThatRefuses() {
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
            assertThat(result).isInstanceOf(Granted.class);
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
  void aRefusedRequestConsumesNoQuotaAndIsNoUse() {
    Created created = key("192.0.2.0/24", "a");
    for (int i = 0; i < 5; i++) {
      assertThat(check(created.token(), "203.0.113.1", "a")).isInstanceOf(Denied.class);
      assertThat(check(created.token(), HOME, "b")).isInstanceOf(Denied.class);
    }
    gate.sallyport.flush();
    assertThat(gate.stored(created.key().id()).lastUsedAt()).isNull();
    Granted granted = (Granted) check(created.token(), HOME, "a");
    assertThat(granted.quotas().get(0).remaining()).isEqualTo(1);
  }

  @Test
  void aRefusedRequestStartsNoOverlap() {
    Created old = key("192.0.2.0/24", "a");
    Created successor =
        (Created)
            gate.sallyport
                .keys()
                .rotate(old.key().id(), Rotation.overlappingFromFirstUse(MINUTE))
                .orElseThrow();
    assertThat(successor.key().networks()).isEqualTo(old.key().networks());
    check(successor.token(), "203.0.113.1", "a");
    assertThat(gate.stored(old.key().id()).expiresAt()).isNull();
  }

  @Test
  void aKeyWithNetworksIsRefusedToAClientWithoutAnAddress() {
    Created created = key("0.0.0.0/0", "a");
    assertThat(((Denied) check(created.token(), "", "a")).reason())
        .isEqualTo(DenialReason.NETWORK_NOT_ALLOWED);
    assertThat(check(created.token(), HOME, "a")).isInstanceOf(Granted.class);
  }

  @Test
  void aQuotaRefillsSteadilyAndTellsWhenThereIsOneAgain() {
    Created created = gate.create();
    useUp(created);
    Denied denied = (Denied) gate.check(created.token());
    assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(denied.quotas().get(0).remaining()).isZero();
    assertThat(gate.events(Event.Throttled.class)).hasSize(1);
    gate.clock.advance(Duration.ofSeconds(30));
    assertThat(gate.opensTo(created.token())).isTrue();
    assertThat(gate.opensTo(created.token())).isFalse();
  }

  @Test
  void severalLimitsHoldAtOnceAndARefusalByOneCostsNothingOfTheOthers() {
    gate.close();
    gate =
        new SallyportFixture(
            it ->
                it.rateLimits(
                    List.of(
                        RateLimit.parse("burst=key:2/s"),
                        RateLimit.parse("key:100/h"),
                        RateLimit.parse("account:3/h"))));
    Created one = gate.create();
    Created other = gate.create();
    assertThat(gate.opensTo(one.token())).isTrue();
    assertThat(gate.opensTo(one.token())).isTrue();
    assertThat(((Denied) gate.check(one.token())).quotas())
        .extracting(quota -> quota.policy() + " " + quota.remaining())
        .as("as they are after nothing was taken")
        .containsExactly("burst 0", "key 98", "account 1");
    gate.clock.advance(Duration.ofSeconds(1));
    Granted third = (Granted) gate.check(other.token());
    assertThat(third.quotas())
        .extracting(quota -> quota.policy() + " " + quota.remaining())
        .containsExactly("burst 1", "key 99", "account 0");
    Denied fourth = (Denied) gate.check(one.token());
    assertThat(fourth.reason()).isEqualTo(DenialReason.QUOTA_EXCEEDED);
    gate.clock.advance(Duration.ofMinutes(20));
    Granted fifth = (Granted) gate.check(one.token());
    assertThat(fifth.quotas().get(1).remaining())
        .as("refilled, and not charged by refusals")
        .isEqualTo(99);
  }

  @Test
  void manyAtOnceGetNoMoreThanTheQuota() throws Exception {
    gate.close();
    gate = new SallyportFixture(it -> it.rateLimits(List.of(RateLimit.parse("key:10/h"))));
    Created created = gate.create();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    int granted = 0;
    try {
      Callable<Boolean> use = () -> gate.opensTo(created.token());
      for (var done : threads.invokeAll(Collections.nCopies(100, use))) {
        granted += done.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(granted).isEqualTo(10);
  }

  @Test
  void aHostsOwnRuleIsAskedAndItsFailureIsNoGrant() {
    gate.close();
    List<String> asked = new ArrayList<>();
    gate =
        new SallyportFixture(
            it ->
                it.policy(
                    (key, request) -> {
                      asked.add(request.action() + " " + request.path());
                      if (request.path().equals("/broken")) {
                        throw new IllegalStateException("broken");
                      }
                      return request.path().equals("/closed")
                          ? Optional.of(Objection.of(DenialReason.REFUSED_BY_POLICY))
                          : Optional.empty();
                    }));
    Created created = gate.create();
    assertThat(at(created, "/open")).isInstanceOf(Granted.class);
    assertThat(((Denied) at(created, "/closed")).reason())
        .isEqualTo(DenialReason.REFUSED_BY_POLICY);
    assertThatThrownBy(() -> at(created, "/broken")).isInstanceOf(StoreException.class);
    assertThat(asked).containsExactly("GET /open", "GET /closed", "GET /broken");
    assertThatIllegalArgumentException().isThrownBy(() -> Objection.of(DenialReason.UNKNOWN_TOKEN));
  }

  @Test
  void badTokensFromOneNetworkAreThrottledWithoutALookAtTheStore() {
    for (int i = 0; i < 15; i++) {
      assertThat(reason(random(), HOME)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    }
    int reads = gate.store.reads.get();
    Denied denied = (Denied) check(random(), HOME);
    assertThat(denied.reason()).isEqualTo(DenialReason.TOO_MANY_FAILURES);
    assertThat(denied.retryAfter()).isPositive();
    assertThat(denied.keyId()).isEmpty();
    assertThat(gate.store.reads).hasValue(reads);
    assertThat(reason(random(), "203.0.113.1"))
        .as("elsewhere")
        .isEqualTo(DenialReason.UNKNOWN_TOKEN);
    gate.clock.advance(denied.retryAfter().plusMillis(1));
    assertThat(reason(random(), HOME)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void keysInUseDoNotNoticeTheBadTokensOfTheirNeighboursAndResetNothing() {
    Created created = gate.create();
    assertThat(check(created.token(), HOME)).isInstanceOf(Granted.class);
    for (int i = 0; i < 15; i++) {
      check(random(), HOME);
    }
    gate.clock.advance(Duration.ofSeconds(3));
    assertThat(check(created.token(), HOME))
        .as("read again, not proven")
        .isInstanceOf(Granted.class);
    assertThat(check(random(), HOME)).isInstanceOf(Denied.class);
    assertThat(reason(random(), HOME)).isEqualTo(DenialReason.TOO_MANY_FAILURES);
  }

  @Test
  void guessesAtOneKeyAreThrottledInEachNetworkAndDoNotLockItsHolderOut() {
    gate.close();
    gate = new SallyportFixture(it -> it.tokenFailures(3, MINUTE).maxStaleness(Duration.ZERO));
    Created attacked = gate.create();
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
        .isInstanceOf(Granted.class);
  }

  @Test
  void theManyNetworksOfOneIpv6SiteAreThrottledTogether() {
    gate.close();
    gate = new SallyportFixture(it -> it.tokenFailures(3, MINUTE).maxStaleness(Duration.ZERO));
    Secret token = gate.create().token();
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
  void aKeyNeverHoldsMoreThanItsIssuer() {
    ApiKeyManager keys = gate.sallyport.keys();
    ApiKeyPrincipal issuer = ApiKeyPrincipal.of(key("0.0.0.0/0", "chat:*").key());
    for (String scope : List.of("chat:read", "chat:*", "chat:a:*")) {
      CreateKeyRequest wanted =
          CreateKeyRequest.of(SallyportFixture.OWNER, "x")
              .scopes(List.of(scope))
              .networks(List.of(Network.parse("10.0.0.0/8")));
      assertThat(keys.create(wanted, issuer)).isInstanceOf(Created.class);
      assertThat(keys.create(wanted.networks(List.of()), issuer))
          .isEqualTo(new CreateResult.Refused(CreateResult.Reason.NETWORK_BEYOND_ISSUER));
    }
    for (String scope : List.of("*", "chat", "admin:read", "*:read")) {
      CreateKeyRequest wanted =
          CreateKeyRequest.of(SallyportFixture.OWNER, "x").scopes(List.of("chat:read", scope));
      assertThat(keys.create(wanted, issuer))
          .isEqualTo(new CreateResult.Refused(CreateResult.Reason.SCOPE_BEYOND_ISSUER));
    }
  }

  @Test
  void aTokenThatWasFoundIsTracedToItsKeyWithoutBeingUsed() {
    Created created = gate.create();
    ApiKeyAuthenticator authenticator = gate.sallyport.authenticator();
    gate.sallyport.keys().deactivate(created.key().id());
    int told = gate.events.size();
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
    assertThat(gate.events).hasSize(told);
    gate.sallyport.flush();
    assertThat(gate.stored(created.key().id()).lastUsedAt()).isNull();
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
  void knowsNoOtherLimits(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.parse(text));
  }

  @Test
  void readsLimits() {
    assertThat(RateLimit.parse("key:120/m"))
        .isEqualTo(new RateLimit("key", Share.KEY, 120, MINUTE));
    assertThat(RateLimit.parse("burst=account:20/10s"))
        .isEqualTo(new RateLimit("burst", Share.ACCOUNT, 20, Duration.ofSeconds(10)));
  }

  private Created key(String network, String scope) {
    return (Created)
        gate.sallyport
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
      assertThat(gate.sallyport.authenticator().authenticate(created.token(), harmless))
          .isInstanceOf(Granted.class);
    }
  }

  private AuthenticationResult at(Created created, String path) {
    return gate.sallyport
        .authenticator()
        .authenticate(created.token(), AccessRequest.of("GET", path, HOME, Set.of()));
  }

  private AuthenticationResult check(Secret token, String client, String... scopes) {
    AccessRequest request = AccessRequest.of("GET", "/", client, Set.of(scopes));
    return gate.sallyport.authenticator().authenticate(token, request);
  }

  private DenialReason reason(Secret token, String client) {
    return ((Denied) check(token, client)).reason();
  }

  private static Secret random() {
    return TokenFormat.sallyport("sp").generate();
  }
}
