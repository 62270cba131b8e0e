package dev.sallyport.servlet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.servlet.internal.Decision.Denial;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class FilterAuthenticatorTest {
  @Test
  void whereTooManyTokensAreBeingProvenTheNextIsToComeBackSoon() throws Exception {
    Secret token = TestSallyport.unknownToken();
    InMemoryBackend backend = new InMemoryBackend();
    String lookup = TokenFormat.sallyport("sp").lookupOf(token).orElseThrow();
    backend
        .keys()
        .insert(
            ApiKey.builder(
                    UUID.randomUUID(), lookup, "slow", TestSallyport.OWNER, "k", TestSallyport.NOW)
                .build());
    SlowDigester slow = new SlowDigester();
    try (Sallyport sallyport =
        Sallyport.builder(backend)
            .ignoreEnvironment()
            .digester(slow)
            .setting("digest-permits", "1")
            .setting("digest-queue", "10")
            .setting("digest-wait", "1ms")
            .build()) {
      Thread first = new Thread(() -> sallyport.authenticator().authenticate(token));
      first.start();
      slow.begun.await();

      Decision decision =
          new FilterAuthenticator(sallyport, Settings.resolve(HttpSettings.all(), List.of()))
              .evaluator()
              .decide(request(TestSallyport.withOtherSecret(token)));

      assertThat(decision).isEqualTo(new Unavailable(Duration.ofSeconds(1)));
      slow.goOn.countDown();
      first.join();
    }
  }

  @Test
  void anAuthenticationByAnotherInstanceIsIgnored() {
    try (TestSallyport own = new TestSallyport();
        TestSallyport other = new TestSallyport()) {
      HttpServletRequest request = Doubles.request("/", Map.of(), new HashMap<>());
      ApiKeyPrincipal principal = ApiKeyPrincipal.of(own.create().key());
      FilterAuthenticator authenticator = authenticatorOf(own);

      Authentication ofOther =
          new Authentication(authenticatorOf(other), principal, CredentialLocation.scheme("Token"));
      RequestAuthentication.store(request, ofOther.authenticator(), ofOther);
      assertThat(authenticator.evaluator().decide(request)).isInstanceOf(Denial.class);

      Authentication authentication =
          new Authentication(authenticatorOf(own), principal, CredentialLocation.scheme("Token"));
      RequestAuthentication.store(request, authentication.authenticator(), authentication);
      assertThat(authenticator.evaluator().decide(request)).isEqualTo(authentication);
    }
  }

  @Test
  void readsATextLikeAHeader() {
    try (TestSallyport own = new TestSallyport()) {
      FilterAuthenticator authenticator = authenticatorOf(own);
      String token = TestSallyport.unknownToken().reveal();

      for (String text : List.of("%s", " %s\r\n", "Token %s", "bearer\t%s")) {
        assertThat(authenticator.tokenIn(text.formatted(token))).as(text).isPresent();
      }
      for (String text : List.of("", "abc", "Token", "Token: %s", "%1$s %1$s", "Basic %s")) {
        assertThat(authenticator.tokenIn(text.formatted(token))).as(text).isEmpty();
      }
    }
  }

  private static FilterAuthenticator authenticatorOf(TestSallyport sallyport) {
    return new FilterAuthenticator(
        sallyport.sallyport, Settings.resolve(HttpSettings.all(), List.of()));
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
