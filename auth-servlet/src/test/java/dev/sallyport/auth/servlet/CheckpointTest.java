package dev.sallyport.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.servlet.Decision.Refused;
import dev.sallyport.auth.servlet.Decision.Unknown;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenFormat;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  @Test
  void whereTooManyTokensAreBeingProvenTheNextIsToComeBackSoon() throws Exception {
    Secret token = TestGate.unknownToken();
    InMemoryBackend backend = new InMemoryBackend();
    String lookup = TokenFormat.sallyport("sp").lookupOf(token).orElseThrow();
    backend
        .tokens()
        .insert(
            AuthToken.builder(UUID.randomUUID(), lookup, "slow", TestGate.OWNER, "k", TestGate.NOW)
                .build());
    SlowDigester slow = new SlowDigester();
    try (Sallyport gate =
        Sallyport.builder(backend)
            .ignoreEnvironment()
            .digester(slow)
            .digestPermits(1, 10, Duration.ofMillis(1))
            .build()) {
      Thread first = new Thread(() -> gate.authenticator().authenticate(token));
      first.start();
      slow.begun.await();

      Decision decision =
          new Checkpoint(gate, Settings.resolve(HttpSettings.all(), List.of()))
              .decide(request(TestGate.withOtherSecret(token)));

      assertThat(decision).isEqualTo(new Unknown(1));
      slow.goOn.countDown();
      first.join();
    }
  }

  @Test
  void theWordOfAnotherGateCountsForNothing() {
    try (TestGate own = new TestGate();
        TestGate other = new TestGate()) {
      HttpServletRequest request = Doubles.request("/", Map.of(), new HashMap<>());
      TokenPrincipal principal = TokenPrincipal.of(own.create().key());
      Checkpoint checkpoint = checkpointOf(own);

      Passport ofOther = new Passport(checkpointOf(other), principal, Carrier.scheme("Token"));
      Passage.note(request, ofOther.by(), ofOther);
      assertThat(checkpoint.decide(request)).isInstanceOf(Refused.class);

      Passport passport = new Passport(checkpointOf(own), principal, Carrier.scheme("Token"));
      Passage.note(request, passport.by(), passport);
      assertThat(checkpoint.decide(request)).isEqualTo(passport);
    }
  }

  private static Checkpoint checkpointOf(TestGate gate) {
    return new Checkpoint(gate.sallyport, Settings.resolve(HttpSettings.all(), List.of()));
  }

  private static HttpServletRequest request(Secret token) {
    return Doubles.request("/", Map.of("Authorization", List.of(Site.token(token))));
  }

  /** Holds its permit until it is told to go on. */
  private static final class SlowDigester implements Digester {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public String digest(Secret secret) {
      return "slow";
    }

    @Override
    public boolean isUsable(String digest) {
      return true;
    }

    @Override
    public boolean isCurrent(String digest) {
      return true;
    }

    @Override
    public boolean matches(Secret secret, String digest) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return false;
    }
  }
}
