package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.MaxLifetime.Policy;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.EffectiveState;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EffectiveStateTest {
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

  private static void agrees(EffectiveState state, Consumer<Gate> change) {
    try (Gate gate = new Gate(it -> it.maxStaleness(Duration.ZERO).maxLifetime(null))) {
      Created on = gate.create(new Lifetime.For(Duration.ofDays(10)));
      change.accept(gate);
      KeyWithState listed = listed(gate);
      assertThat(listed.state()).isEqualTo(state);
      assertThat(gate.opensTo(on.token())).isEqualTo(state == EffectiveState.ACTIVE);
      assertThat(listed.effectiveEnd()).isEqualTo(on.key().expiresAt());
    }
  }

  private static KeyWithState listed(Gate gate) {
    return gate.sallyport.keys().listWithStates(TokenQuery.all()).items().get(0);
  }

  @Test
  void aKeyOfAnAbsentUserHasAnInactiveOwner() {
    try (Gate gate = new Gate()) {
      Created created = gate.create();
      var ofAbsent =
          AuthToken.builder(
                  UUID.randomUUID(),
                  "lookup",
                  "digest",
                  new Owner(Gate.OWNER.accountNumber(), "absent"),
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
    try (Gate gate = new Gate()) {
      gate.owners.insertUser(
          new User(new Owner(Gate.OWNER.accountNumber(), "ada"), "", false, true, null));
      Owner ada = new Owner(Gate.OWNER.accountNumber(), "ada");
      assertThat(gate.owners.findAll(List.of(Gate.OWNER, ada)).keySet())
          .containsExactlyInAnyOrder(Gate.OWNER, ada);
      assertThat(gate.owners.findAll(List.of(new Owner("0000-0000-0001", "ada")))).isEmpty();
    }
  }

  @Test
  void whereOlderKeysAreDeniedTheirEndIsThatOfTheirMaximumLifetime() {
    try (Gate gate = new Gate(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
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

  private static long expiringWithin(Gate gate, Duration soon) {
    return gate.sallyport.keys().summary(Optional.empty(), soon).expiringSoon();
  }

  @Test
  void noLifetimeBeyondTheMaximumIsAccepted() {
    try (Gate gate = new Gate(it -> it.maxLifetime(DENIED_AFTER_A_MONTH))) {
      Created created = gate.create();
      Instant end = created.key().createdAt().plus(MONTH);
      for (Lifetime tooLong :
          List.of(
              new Lifetime.For(MONTH.plusMillis(1)),
              new Lifetime.Until(end.plusMillis(1)),
              new Lifetime.Endless())) {
        assertThat(gate.sallyport.keys().create(NewKey.of(Gate.OWNER, "ci").lifetime(tooLong)))
            .isEqualTo(new Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
        assertThat(
                gate.sallyport.keys().edit(created.key().id(), KeyEdit.NOTHING.lifetime(tooLong)))
            .contains(new ChangeResult.Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
      }
      gate.create(new Lifetime.For(MONTH));
      gate.clock.advance(Duration.ofDays(1));
      assertThat(
              gate.sallyport
                  .keys()
                  .edit(created.key().id(), KeyEdit.NOTHING.lifetime(new Lifetime.For(MONTH))))
          .as("counted from its creation")
          .contains(new ChangeResult.Refused(Reason.EXPIRY_BEYOND_MAXIMUM));
      assertThat(
              gate.sallyport
                  .keys()
                  .edit(created.key().id(), KeyEdit.NOTHING.lifetime(new Lifetime.Until(end))))
          .get()
          .isInstanceOf(ChangeResult.Changed.class);
    }
  }

  @Test
  void whereOlderKeysAreOnlyWarnedOfTheyLiveAsLongAsTheyAreMeantTo() {
    try (Gate gate = new Gate(it -> it.maxLifetime(new MaxLifetime(MONTH, Policy.WARN)))) {
      Created created = gate.create(new Lifetime.For(Duration.ofDays(90)));
      gate.clock.advance(Duration.ofDays(40));
      assertThat(listed(gate).state()).isEqualTo(EffectiveState.ACTIVE);
      assertThat(listed(gate).effectiveEnd()).isEqualTo(created.key().expiresAt());
    }
  }
}
