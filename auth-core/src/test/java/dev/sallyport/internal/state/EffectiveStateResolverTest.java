package dev.sallyport.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportFixture;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ChangeResult;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.CreateResult.Refused;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EffectiveStateResolverTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final MaxLifetime DENIED_AFTER_A_MONTH = new MaxLifetime(MONTH, Policy.REJECT);

  @Test
  void listsSayOfAKeyWhatAuthenticationDoesWithIt() {
    agrees(EffectiveState.ACTIVE, gate -> {});
    agrees(EffectiveState.OWNER_INACTIVE, gate -> gate.setUser(false, true));
    agrees(EffectiveState.ACCOUNT_INACTIVE, gate -> gate.setAccount(false));
    agrees(EffectiveState.EXPIRED, gate -> gate.clock.advance(Duration.ofDays(20)));
    agrees(
        EffectiveState.EXPIRED,
        gate -> {
          gate.setUser(false, true);
          gate.clock.advance(Duration.ofDays(20));
        });
  }

  private static void agrees(EffectiveState state, Consumer<SallyportFixture> change) {
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.maxStaleness(Duration.ZERO).maxLifetime(null))) {
      Created on = gate.create(new Lifetime.For(Duration.ofDays(10)));
      change.accept(gate);
      KeyWithState listed = listed(gate);
      assertThat(listed.state()).isEqualTo(state);
      assertThat(gate.opensTo(on.token())).isEqualTo(state == EffectiveState.ACTIVE);
      assertThat(listed.effectiveEnd()).isEqualTo(on.key().expiresAt());
    }
  }

  private static KeyWithState listed(SallyportFixture gate) {
    return gate.sallyport.keys().listWithStates(ApiKeyQuery.all()).items().get(0);
  }

  @Test
  void aKeyOfAnAbsentUserHasAnInactiveOwner() {
    try (SallyportFixture gate = new SallyportFixture()) {
      Created created = gate.create();
      var ofAbsent =
          ApiKey.builder(
                  UUID.randomUUID(),
                  "lookup",
                  "digest",
                  new Owner(SallyportFixture.OWNER.accountNumber(), "absent"),
                  "a name",
                  created.key().createdAt())
              .build();
      assertThat(gate.sallyport.keys().withStates(List.of(created.key(), ofAbsent)))
          .extracting(KeyWithState::state)
          .containsExactly(EffectiveState.ACTIVE, EffectiveState.OWNER_INACTIVE);
    }
  }

  @Test
  void ownersOfOnePageAreFoundTogether() {
    try (SallyportFixture gate = new SallyportFixture()) {
      gate.owners.insertUser(
          new User(
              new Owner(SallyportFixture.OWNER.accountNumber(), "ada"), "", false, true, null));
      Owner ada = new Owner(SallyportFixture.OWNER.accountNumber(), "ada");
      assertThat(gate.owners.findAll(List.of(SallyportFixture.OWNER, ada)).keySet())
          .containsExactlyInAnyOrder(SallyportFixture.OWNER, ada);
      assertThat(gate.owners.findAll(List.of(new Owner("0000-0000-0001", "ada")))).isEmpty();
    }
  }

  @Test
  void whereOlderKeysAreDeniedTheirEndIsThatOfTheirMaximumLifetime() {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
      Created created = gate.create();
      Instant end = created.key().createdAt().plus(MONTH);
      assertThat(listed(gate).effectiveEnd()).isEqualTo(end);
      assertThat(expiringWithin(gate, Duration.ofDays(31))).isEqualTo(1);
      assertThat(expiringWithin(gate, Duration.ofDays(29))).isZero();
      gate.clock.advance(MONTH);
      assertThat(listed(gate).state()).isEqualTo(EffectiveState.ACTIVE);
      assertThat(gate.opensTo(created.token())).isTrue();
      gate.clock.advance(Duration.ofMillis(1));
      assertThat(listed(gate).state()).isEqualTo(EffectiveState.OVER_AGE);
      assertThat(gate.opensTo(created.token())).isFalse();
      assertThat(expiringWithin(gate, Duration.ofDays(31))).isZero();
    }
  }

  private static long expiringWithin(SallyportFixture gate, Duration soon) {
    return gate.sallyport.keys().summary(Optional.empty(), soon).expiringSoon();
  }

  @Test
  void noLifetimeBeyondTheMaximumIsAccepted() {
    try (SallyportFixture gate = new SallyportFixture(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
      Created created = gate.create();
      Instant end = created.key().createdAt().plus(MONTH);
      for (Lifetime tooLong :
          List.of(
              new Lifetime.For(MONTH.plusMillis(1)),
              new Lifetime.Until(end.plusMillis(1)),
              new Lifetime.Endless())) {
        assertThat(
                gate.sallyport
                    .keys()
                    .create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci").lifetime(tooLong)))
            .isEqualTo(new Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
        assertThat(
                gate.sallyport.keys().edit(created.key().id(), KeyUpdate.NOTHING.lifetime(tooLong)))
            .contains(new ChangeResult.Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
      }
      gate.create(new Lifetime.For(MONTH));
      gate.clock.advance(Duration.ofDays(1));
      assertThat(
              gate.sallyport
                  .keys()
                  .edit(created.key().id(), KeyUpdate.NOTHING.lifetime(new Lifetime.For(MONTH))))
          .as("counted from its creation")
          .contains(new ChangeResult.Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
      assertThat(
              gate.sallyport
                  .keys()
                  .edit(created.key().id(), KeyUpdate.NOTHING.lifetime(new Lifetime.Until(end))))
          .get()
          .isInstanceOf(ChangeResult.Changed.class);
    }
  }

  @Test
  void whereOlderKeysAreOnlyWarnedOfTheyLiveAsLongAsTheyAreMeantTo() {
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.maxLifetime(new MaxLifetime(MONTH, Policy.WARN)))) {
      Created created = gate.create(new Lifetime.For(Duration.ofDays(90)));
      gate.clock.advance(Duration.ofDays(40));
      assertThat(listed(gate).state()).isEqualTo(EffectiveState.ACTIVE);
      assertThat(listed(gate).effectiveEnd()).isEqualTo(created.key().expiresAt());
    }
  }
}
