package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.OwnerDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SallyportTest {
  @Test
  void opensTheStoreThatTheSettingsName() {
    try (Sallyport sallyport =
        open(Map.of("store", "memory", "owner-directory", HostDirectory.class.getName()))) {
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      assertThat(created.token().reveal()).startsWith("sp_");
      assertThat(sallyport.authenticator().authenticate(created.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
    }
  }

  @Test
  void countsKeysOfOwnersThatTheHostKeepsAsActive() {
    try (Sallyport sallyport =
        Sallyport.builder(InMemoryBackend.withOwnersOf(new HostDirectory()))
            .ignoreEnvironment()
            .build()) {
      sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      assertThat(sallyport.keys().summary(Duration.ofDays(1)).in(EffectiveState.ACTIVE))
          .isEqualTo(1);
    }
  }

  @Test
  void takesFormatAndDigestFromTheSettings() {
    Map<String, String> settings =
        Map.of(
            "store", "memory",
            "owner-directory", HostDirectory.class.getName(),
            "token-formats", "Sallyport",
            "token-prefix", "old",
            "digest", "sha512");
    try (Sallyport sallyport = open(settings)) {
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      assertThat(created.token().reveal()).matches("old_[0-9A-Za-z]{61}");
      assertThat(created.key().digest()).startsWith("sha512$");
    }
  }

  @Test
  void saysWhichDependencyIsMissing() {
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "No store on the class path: add the dependency dev.sallyport:sallyport-jdbc, or set"
                + " store=memory for tests.");
    assertThatThrownBy(() -> open(Map.of("store", "jpa")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "Unknown store 'jpa': the class path contains only memory; for jdbc or jpa, add the"
                + " dependency dev.sallyport:sallyport-jdbc or dev.sallyport:sallyport-jpa.");
  }

  @Test
  void saysWhichClassCouldNotBeMade() {
    for (String name : List.of("no.such.Class", String.class.getName(), Map.class.getName())) {
      assertThatThrownBy(() -> open(Map.of("store", "memory", "owner-directory", name)))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("Invalid value '" + name + "' for owner-directory");
    }
  }

  @Test
  void saysWhichTokenFormatsThereAre() {
    assertThatThrownBy(() -> open(Map.of("store", "memory", "token-formats", "salyport")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "Invalid value 'salyport' for token-formats (init-param token-formats): expected"
                + " names of token formats on the class path, that of new"
                + " tokens first: sallyport. Did you mean 'sallyport'?");
  }

  @Test
  void needsAtLeastOneTokenFormat() {
    assertThatThrownBy(() -> open(Map.of("store", "memory", "token-formats", ",")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("token-formats");
  }

  @Test
  void opensWithTheSmallestAndTheLargestArgon2Profile() {
    for (String memory : List.of("32", "65536")) {
      open(Map.of("store", "memory", "argon2-memory-kib", memory, "argon2-parallelism", "4"))
          .close();
    }
  }

  private static Sallyport open(Map<String, String> values) {
    List<SettingSource> sources = List.of(SettingSource.plain("init-param", values));
    return Sallyport.open(Settings.resolve(Sallyport.settings(), sources));
  }

  /** Directory of a host, in which every owner exists. */
  public static final class HostDirectory implements OwnerDirectory {
    @Override
    public Optional<OwnerProfile> find(Owner owner) {
      return Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE));
    }
  }
}
