package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.knox.LoginService.Outcome;
import dev.sallyport.knox.LoginService.Outcome.KeyCreated;
import dev.sallyport.knox.LoginService.Outcome.LoginDenied;
import dev.sallyport.knox.LoginService.Outcome.Unavailable;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logging in over the directory of a host. */
final class LoginServiceTest {
  private final HostDirectory host = new HostDirectory();

  @Test
  void makesAKeyForWhomTheHostKnows() {
    assertThat(logIn()).isInstanceOf(KeyCreated.class);
  }

  @Test
  void aUserRemovedDuringALoginGetsTheSameResponse() {
    host.foundAtMost = 1;

    assertThat(logIn()).isEqualTo(new LoginDenied(DenialReason.WRONG_SECRET));
  }

  @Test
  void aLoginIsUnavailableWhereTheHostFails() {
    host.down = true;

    try (CapturedLog captured = new CapturedLog()) {
      assertThat(logIn())
          .isInstanceOfSatisfying(
              Unavailable.class,
              it -> assertThat(it.failure()).hasMessageNotContaining(host.password.reveal()));
      assertThat(captured.everything()).doesNotContain(host.password.reveal());
    }
  }

  private Outcome logIn() {
    try (Sallyport sallyport =
        Sallyport.builder(new InMemoryBackend().keys(), host).ignoreEnvironment().build()) {
      Settings settings = Settings.resolve(HttpSettings.all(), List.of());
      Map<String, Object> attributes =
          Map.of(StartGuard.STARTED, new FilterAuthenticator(sallyport, settings));
      String basic = Site.basic(TestSallyport.OWNER.userId(), host.password.reveal());
      HttpServletRequest request = Doubles.request("/", Map.of("Authorization", List.of(basic)));
      RequestAuthenticator authenticator =
          RequestAuthenticator.of(request, Doubles.servletContext(Map.of(), attributes))
              .orElseThrow();
      return new LoginService(authenticator, sallyport.logins().orElseThrow()).logIn(request);
    }
  }

  private static final class HostDirectory implements PasswordDirectory {
    final Secret password = Secret.of(UUID.randomUUID().toString());
    int foundAtMost = Integer.MAX_VALUE;
    boolean down;
    private int found;

    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return found++ < foundAtMost
          ? Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE))
          : Optional.empty();
    }

    @Override
    public Optional<Owner> authenticate(String username, Secret presented) {
      if (down) {
        throw new IllegalStateException("the host's directory is down");
      }
      boolean matches = presented.equalsInConstantTime(password);
      return matches ? Optional.of(TestSallyport.OWNER) : Optional.empty();
    }
  }
}
