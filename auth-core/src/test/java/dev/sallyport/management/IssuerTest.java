package dev.sallyport.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.config.Durations;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a key issues no key with a later expiry than its own. */
class IssuerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private SallyportFixture fixture = new SallyportFixture();

  private void settings(UnaryOperator<SallyportBuilder> settings) {
    fixture.close();
    fixture = new SallyportFixture(settings);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private ApiKeyPrincipal issuer(Lifetime lifetime, String... scopes) {
    CreateKeyRequest request =
        CreateKeyRequest.of(SallyportFixture.OWNER, "issuer")
            .scopes(List.of(scopes))
            .lifetime(lifetime);
    Created created = (Created) fixture.sallyport.keys().create(request);
    return ApiKeyPrincipal.of(created.key());
  }

  private CreateResult make(ApiKeyPrincipal issuer, Lifetime lifetime) {
    return fixture
        .sallyport
        .keys()
        .create(CreateKeyRequest.of(SallyportFixture.OWNER, "x").lifetime(lifetime), issuer);
  }

  private void assertBeyond(ApiKeyPrincipal issuer, Lifetime lifetime) {
    assertThat(make(issuer, lifetime)).isEqualTo(new Denied(Reason.EXPIRY_BEYOND_ISSUER));
  }

  private Instant in(Duration time) {
    return fixture.clock.instant().plus(time);
  }

  @Test
  void issuedKeysEndNoLaterThanTheIssuer() {
    ApiKeyPrincipal issuer = issuer(new Lifetime.Until(in(HOUR)));
    assertThat(make(issuer, new Lifetime.Until(in(HOUR)))).isInstanceOf(Created.class);
    assertBeyond(issuer, new Lifetime.Until(in(HOUR).plusSeconds(1)));
    assertBeyond(issuer, new Lifetime.Endless());
    assertBeyond(issuer, new Lifetime.ByDefault());
    assertBeyond(issuer, new Lifetime.For(HOUR.plusSeconds(1)));
  }

  @Test
  void aRenewableKeyExceedsAFixedIssuer() {
    assertBeyond(issuer(new Lifetime.Until(in(DAY))), new Lifetime.For(HOUR));
  }

  @Test
  void aRenewableIssuerGrantsNoLongerTtl() {
    settings(it -> it.setting("auto-refresh", "true"));
    ApiKeyPrincipal issuer = issuer(new Lifetime.For(HOUR));
    fixture.clock.advance(Duration.ofSeconds(30));
    assertThat(make(issuer, new Lifetime.For(HOUR))).isInstanceOf(Created.class);
    assertBeyond(issuer, new Lifetime.For(HOUR.plusSeconds(1)));
    assertBeyond(issuer, new Lifetime.Until(in(DAY)));
  }

  @Test
  void theMaximumRenewalLimitsIssuedKeys() {
    settings(
        it ->
            it.setting("auto-refresh", "true")
                .setting("auto-refresh-max-ttl", Durations.format(DAY))
                .setting("min-refresh-interval", "1s"));
    ApiKeyPrincipal issuer = issuer(new Lifetime.For(HOUR));
    assertThat(make(issuer, new Lifetime.For(HOUR))).isInstanceOf(Created.class);
    fixture.clock.advance(Duration.ofMinutes(10));
    assertBeyond(issuer, new Lifetime.For(Duration.ofMinutes(30)));
    assertThat(make(issuer, new Lifetime.Until(in(HOUR)))).isInstanceOf(Created.class);
  }

  @Test
  void theMaximumLifetimeLimitsIssuedKeys() {
    settings(it -> it.maxLifetime(new MaxLifetime(DAY, MaxLifetime.Policy.DENY)));
    ApiKeyPrincipal issuer = issuer(new Lifetime.ByDefault());
    assertThat(make(issuer, new Lifetime.ByDefault())).isInstanceOf(Created.class);
    fixture.clock.advance(HOUR);
    assertBeyond(issuer, new Lifetime.ByDefault());
    assertThat(make(issuer, new Lifetime.Until(in(HOUR)))).isInstanceOf(Created.class);
  }

  @Test
  void theWildcardScopeIsNotLimited() {
    assertThat(make(issuer(new Lifetime.For(HOUR), "*"), new Lifetime.Endless()))
        .isInstanceOf(Created.class);
  }

  @Test
  void aDeletedIssuerGrantsNothing() {
    ApiKeyPrincipal issuer = issuer(new Lifetime.Endless(), "*");
    fixture.sallyport.keys().delete(issuer.keyId());
    assertThat(make(issuer, new Lifetime.Endless())).isInstanceOf(Denied.class);
  }

  @Test
  void aSuccessorHasTheTtlOfItsPredecessor() {
    ApiKeyManager keys = fixture.sallyport.keys();
    ApiKey key = fixture.create(new Lifetime.Until(in(DAY))).key();
    fixture.clock.advance(HOUR);
    assertThat(keys.validity(key).end()).isEqualTo(in(DAY.minus(HOUR)));
    assertThat(keys.validityOfSuccessor(key).end()).isEqualTo(in(DAY));
    assertThat(keys.validityOfSuccessor(fixture.create().key()).end()).isEqualTo(Instant.MAX);
  }
}
