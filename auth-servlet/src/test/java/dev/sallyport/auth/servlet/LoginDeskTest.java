package dev.sallyport.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.servlet.LoginDesk.Outcome;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.KeyMade;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.Later;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.NotLoggedIn;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logging in over the directory of a host. */
final class LoginDeskTest {
  private final HostDirectory host = new HostDirectory();
  private final RareWarning failures = LoginDesk.newWarning();

  @Test
  void makesAKeyForWhomTheHostKnows() {
    assertThat(logIn()).isInstanceOf(KeyMade.class);
  }

  @Test
  void aUserWhoGoesMeanwhileIsToldNoMoreThanAnybody() {
    host.foundAtMost = 1;

    assertThat(logIn()).isEqualTo(new NotLoggedIn(DenialReason.WRONG_SECRET));
  }

  @Test
  void whereTheHostFailsALoginIsToComeBack() {
    host.down = true;

    try (CapturedLog captured = new CapturedLog()) {
      assertThat(logIn()).isEqualTo(new Later(5));
      assertThat(captured.everything()).doesNotContain(host.password.reveal());
    }
  }

  private Outcome logIn() {
    try (Sallyport gate =
        Sallyport.builder(new InMemoryBackend().tokens(), host).ignoreEnvironment().build()) {
      Settings settings = Settings.resolve(HttpSettings.all(), List.of());
      Checkpoint checkpoint = new Checkpoint(gate, settings);
      String basic = Site.basic(TestGate.OWNER.username(), host.password.reveal());
      return new LoginDesk(checkpoint, gate.logins().orElseThrow(), failures)
          .receive(Doubles.request("/", Map.of("Authorization", List.of(basic))));
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
          ? Optional.of(new OwnerProfile(owner, "", "", new OwnerStatus(true, true, true)))
          : Optional.empty();
    }

    @Override
    public Optional<Owner> authenticate(String username, Secret presented) {
      if (down) {
        throw new IllegalStateException("the host's directory is down");
      }
      boolean matches = presented.equalsInConstantTime(password);
      return matches ? Optional.of(TestGate.OWNER) : Optional.empty();
    }
  }
}
