package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.token.Digester;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Contract of reads that overlap a change: a key that is changed while it is being read is
 * authenticated with the change from then on. The order of read and change is enforced, so the
 * tests are deterministic. Part of {@link ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyLoadInFlightTest extends LoadInFlightContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected TestedStore tested() {
 *     return TestedStore.of(backend.keys(), backend.audit());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class LoadInFlightContract extends StoreContract {
  private static final OwnerDirectory ALL_ACTIVE =
      owner -> Optional.of(new OwnerProfile(owner, "An account", "", OwnerStatus.ACTIVE));

  /** Creates the contract. */
  protected LoadInFlightContract() {}

  @Test
  final void aReadInFlightDoesNotReviveADeactivatedKey() throws Exception {
    changeWhileReading(
        (sallyport, id) -> sallyport.keys().deactivate(id), DenialReason.KEY_INACTIVE);
  }

  @Test
  final void aReadInFlightDoesNotReviveADeletedKey() throws Exception {
    changeWhileReading((sallyport, id) -> sallyport.keys().delete(id), DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  final void aReadInFlightRevivesAKeyDeactivatedOnAnotherNodeForMaxStalenessAtMost()
      throws Exception {
    BlockingKeyStore blocking = new BlockingKeyStore(store());
    MovableClock clock = new MovableClock();
    try (Sallyport sallyport = sallyport(blocking, clock);
        Sallyport other = sallyport(store(), clock)) {
      Created created = (Created) other.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "ci"));
      CompletableFuture<AuthenticationResult> early = check(sallyport, created);
      blocking.hasRead.await();
      clock.now = clock.now.plusMillis(500); // after the read began
      other.keys().deactivate(created.key().id());
      blocking.mayReturn.countDown();
      assertThat(early.get()).isInstanceOf(Authenticated.class);
      clock.now = clock.now.plusMillis(1500);
      assertThat(reason(check(sallyport, created).get())).isEqualTo(DenialReason.KEY_INACTIVE);
    }
  }

  private void changeWhileReading(BiConsumer<Sallyport, UUID> change, DenialReason expected)
      throws Exception {
    BlockingKeyStore blocking = new BlockingKeyStore(store());
    try (Sallyport sallyport = sallyport(blocking, Clock.systemUTC())) {
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "ci"));
      CompletableFuture<AuthenticationResult> early = check(sallyport, created);
      blocking.hasRead.await();
      change.accept(sallyport, created.key().id());
      blocking.mayReturn.countDown();
      assertThat(early.get()).as("began before the change").isInstanceOf(Authenticated.class);
      assertThat(reason(check(sallyport, created).get())).isEqualTo(expected);
    }
  }

  private static Sallyport sallyport(ApiKeyStore store, Clock clock) {
    return Sallyport.builder(store, ALL_ACTIVE)
        .ignoreEnvironment()
        .clock(clock)
        .digester(Digester.sha512())
        .setting("max-staleness", "2s")
        .setting("store-timeout", "1m")
        .build();
  }

  private static CompletableFuture<AuthenticationResult> check(
      Sallyport sallyport, Created created) {
    return CompletableFuture.supplyAsync(
        () -> sallyport.authenticator().authenticate(created.token()));
  }

  private static DenialReason reason(AuthenticationResult result) {
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
