package dev.sallyport.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ChangeResult;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.management.MaxLifetime.Policy;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EffectiveStateResolverTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final MaxLifetime DENIED_AFTER_A_MONTH = new MaxLifetime(MONTH, Policy.DENY);

  @Test
  void listsAgreeWithAuthentication() {
    agrees(EffectiveState.ACTIVE, fixture -> {});
    agrees(EffectiveState.OWNER_INACTIVE, fixture -> fixture.setUser(false, true));
    agrees(EffectiveState.ACCOUNT_INACTIVE, fixture -> fixture.setAccount(false));
    agrees(EffectiveState.EXPIRED, fixture -> fixture.clock.advance(Duration.ofDays(20)));
    agrees(
        EffectiveState.EXPIRED,
        fixture -> {
          fixture.setUser(false, true);
          fixture.clock.advance(Duration.ofDays(20));
        });
  }

  private static void agrees(EffectiveState state, Consumer<SallyportFixture> change) {
    try (SallyportFixture fixture =
        new SallyportFixture(
            it -> it.setting("max-staleness", "0").setting("max-lifetime-days", "0"))) {
      Created on = fixture.create(new Lifetime.For(Duration.ofDays(10)));
      change.accept(fixture);
      KeyWithState listed = listed(fixture);
      assertThat(listed.state()).isEqualTo(state);
      assertThat(fixture.opensTo(on.token())).isEqualTo(state == EffectiveState.ACTIVE);
      assertThat(listed.effectiveEnd()).isEqualTo(on.key().expiresAt());
    }
  }

  private static KeyWithState listed(SallyportFixture fixture) {
    return fixture.sallyport.keys().listWithStates(ApiKeyQuery.all()).items().get(0);
  }

  @Test
  void aKeyOfAnAbsentUserHasAnInactiveOwner() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      Created created = fixture.create();
      var ofAbsent =
          ApiKey.builder(
                  UUID.randomUUID(),
                  "lookup",
                  "digest",
                  new Owner(SallyportFixture.OWNER.accountId(), "absent"),
                  "a name",
                  created.key().createdAt())
              .build();
      assertThat(fixture.sallyport.keys().withStates(List.of(created.key(), ofAbsent)))
          .extracting(KeyWithState::state)
          .containsExactly(EffectiveState.ACTIVE, EffectiveState.OWNER_INACTIVE);
    }
  }

  @Test
  void loadsTheOwnersOfAPageTogether() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      fixture.owners.insertUser(
          User.person(new Owner(SallyportFixture.OWNER.accountId(), "ada"))
              .active(false)
              .staff(true));
      Owner ada = new Owner(SallyportFixture.OWNER.accountId(), "ada");
      assertThat(fixture.owners.findAll(List.of(SallyportFixture.OWNER, ada)).keySet())
          .containsExactlyInAnyOrder(SallyportFixture.OWNER, ada);
      assertThat(fixture.owners.findAll(List.of(new Owner("0000-0000-0001", "ada")))).isEmpty();
    }
  }

  @Test
  void theMaximumLifetimeIsAnEndIfEnforced() {
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
      Created created = fixture.create();
      Instant end = created.key().createdAt().plus(MONTH);
      assertThat(listed(fixture).effectiveEnd()).isEqualTo(end);
      assertThat(expiringWithin(fixture, Duration.ofDays(31))).isEqualTo(1);
      assertThat(expiringWithin(fixture, Duration.ofDays(29))).isZero();
      fixture.clock.advance(MONTH);
      assertThat(listed(fixture).state()).isEqualTo(EffectiveState.ACTIVE);
      assertThat(fixture.opensTo(created.token())).isTrue();
      fixture.clock.advance(Duration.ofMillis(1));
      assertThat(listed(fixture).state()).isEqualTo(EffectiveState.OVER_AGE);
      assertThat(fixture.opensTo(created.token())).isFalse();
      assertThat(expiringWithin(fixture, Duration.ofDays(31))).isZero();
    }
  }

  private static long expiringWithin(SallyportFixture fixture, Duration soon) {
    return fixture.sallyport.keys().summary(soon).expiringSoon();
  }

  @Test
  void rejectsLifetimesBeyondTheMaximum() {
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
      Created created = fixture.create();
      Instant end = created.key().createdAt().plus(MONTH);
      for (Lifetime tooLong :
          List.of(
              new Lifetime.For(MONTH.plusMillis(1)),
              new Lifetime.Until(end.plusMillis(1)),
              new Lifetime.Endless())) {
        assertThat(
                fixture
                    .sallyport
                    .keys()
                    .create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci").lifetime(tooLong)))
            .isEqualTo(new Denied(Reason.EXPIRY_BEYOND_MAXIMUM));
        assertThat(
                fixture
                    .sallyport
                    .keys()
                    .edit(created.key().id(), KeyUpdate.NOTHING.lifetime(tooLong)))
            .contains(new ChangeResult.Denied(Reason.EXPIRY_BEYOND_MAXIMUM));
      }
      fixture.create(new Lifetime.For(MONTH));
      fixture.clock.advance(Duration.ofDays(1));
      assertThat(
              fixture
                  .sallyport
                  .keys()
                  .edit(created.key().id(), KeyUpdate.NOTHING.lifetime(new Lifetime.For(MONTH))))
          .as("counted from its creation")
          .contains(new ChangeResult.Denied(Reason.EXPIRY_BEYOND_MAXIMUM));
      assertThat(
              fixture
                  .sallyport
                  .keys()
                  .edit(created.key().id(), KeyUpdate.NOTHING.lifetime(new Lifetime.Until(end))))
          .get()
          .isInstanceOf(ChangeResult.Changed.class);
    }
  }

  @Test
  void theMaximumLifetimeIsNoEndIfOnlyReported() {
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.maxLifetime(new MaxLifetime(MONTH, Policy.WARN)))) {
      Created created = fixture.create(new Lifetime.For(Duration.ofDays(90)));
      fixture.clock.advance(Duration.ofDays(40));
      assertThat(listed(fixture).state()).isEqualTo(EffectiveState.ACTIVE);
      assertThat(listed(fixture).effectiveEnd()).isEqualTo(created.key().expiresAt());
    }
  }
}
