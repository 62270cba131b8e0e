package dev.sallyport.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.AuthResult;
import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.AuthResult.Granted;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Digester;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * That a key which is changed while it is being read is judged by the change; a part of {@link
 * TokenStoreContract}. The two are put in order by force, so it is no matter of luck.
 */
public abstract class FillInFlightContract extends KeyLookupContract {
  private static final OwnerDirectory ALL_ACTIVE =
      owner ->
          Optional.of(new OwnerProfile(owner, "An account", "", new OwnerStatus(true, true, true)));

  FillInFlightContract() {}

  @Test
  final void aReadUnderWayBringsNoDeactivatedKeyBack() throws Exception {
    changedWhileItIsRead((gate, id) -> gate.keys().deactivate(id), DenialReason.KEY_INACTIVE);
  }

  @Test
  final void aReadUnderWayBringsNoDeletedKeyBack() throws Exception {
    changedWhileItIsRead((gate, id) -> gate.keys().delete(id), DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  final void aReadUnderWayBringsAKeyThatAnotherNodeDeactivatedBackForTheStalenessAtMost()
      throws Exception {
    HeldUpStore heldUp = new HeldUpStore(store());
    MovableClock clock = new MovableClock();
    try (Sallyport gate = gate(heldUp, clock);
        Sallyport other = gate(store(), clock)) {
      Created created = (Created) other.keys().create(NewKey.of(TestKeys.OWNER, "ci"));
      CompletableFuture<AuthResult> early = check(gate, created);
      heldUp.hasRead.await();
      clock.now = clock.now.plusMillis(500); // the reading began before that
      other.keys().deactivate(created.key().id());
      heldUp.mayAnswer.countDown();
      assertThat(early.get()).isInstanceOf(Granted.class);
      clock.now = clock.now.plusMillis(1500);
      assertThat(reason(check(gate, created).get())).isEqualTo(DenialReason.KEY_INACTIVE);
    }
  }

  private void changedWhileItIsRead(BiConsumer<Sallyport, UUID> change, DenialReason expected)
      throws Exception {
    HeldUpStore heldUp = new HeldUpStore(store());
    try (Sallyport gate = gate(heldUp, Clock.systemUTC())) {
      Created created = (Created) gate.keys().create(NewKey.of(TestKeys.OWNER, "ci"));
      CompletableFuture<AuthResult> early = check(gate, created);
      heldUp.hasRead.await();
      change.accept(gate, created.key().id());
      heldUp.mayAnswer.countDown();
      assertThat(early.get()).as("it began before the change").isInstanceOf(Granted.class);
      assertThat(reason(check(gate, created).get())).isEqualTo(expected);
    }
  }

  private static Sallyport gate(TokenStore store, Clock clock) {
    return Sallyport.builder(store, ALL_ACTIVE)
        .ignoreEnvironment()
        .clock(clock)
        .digester(Digester.sha512())
        .maxStaleness(Duration.ofSeconds(2))
        .storeTimeout(Duration.ofMinutes(1))
        .build();
  }

  private static CompletableFuture<AuthResult> check(Sallyport gate, Created created) {
    return CompletableFuture.supplyAsync(() -> gate.authenticator().authenticate(created.token()));
  }

  private static DenialReason reason(AuthResult result) {
    return ((Denied) result).reason();
  }

  private static final class MovableClock extends Clock {
    volatile Instant now = TestKeys.NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
