package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The knox format, chosen by settings. */
class KnoxFormatProviderTest {
  private static final Account ACCOUNT =
      new Account(SallyportFixture.OWNER.accountId(), "Acme", true);

  @Test
  void takesFormatAndDigestFromTheSettings() {
    Map<String, String> values =
        Map.of(
            "store", "memory",
            "token-formats", "knox,sallyport",
            "knox-prefix", "old_",
            "digest", "sha512");
    try (Sallyport sallyport = builder(values).build()) {
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
      assertThat(created.token().reveal()).matches("old_[0-9a-f]{64}");
      assertThat(created.key().digest()).startsWith("sha512$");
    }
  }

  @Test
  void isNamedAmongTheFormatsOfTheClassPath() {
    assertThatThrownBy(() -> settings(Map.of("token-formats", "knax")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "Invalid value 'knax' for token-formats (argument token-formats):"
                + " expected names of token formats on the class path, that of new tokens first:"
                + " sallyport, knox. Did you mean 'knox'?");
  }

  @Test
  void doesNotStartWithAPrefixOfAnotherFormat() {
    assertThatThrownBy(() -> build(Map.of("token-formats", "knox", "token-prefix", "x")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("token-prefix (argument token-prefix) has no effect");
    assertThatThrownBy(() -> build(Map.of("knox-prefix", "x")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("knox-prefix (argument knox-prefix) has no effect without knox");
  }

  @Test
  void isNotBuiltWithAPrefixWhereTheFormatIsGivenInCode() {
    Map<String, String> values = Map.of("token-formats", "knox", "knox-prefix", "x");
    assertThatThrownBy(() -> builder(values).format(KnoxFormat.of("")).build())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("knox-prefix (argument knox-prefix)")
        .hasMessageEndingWith("because the application sets this part in code: remove it.");
  }

  @Test
  void rejectsOtherPrefixes() {
    assertThatThrownBy(() -> settings(Map.of("knox-prefix", "a+b")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected at most 10 of A-Z, a-z, 0-9, hyphen and underscore");
  }

  private static void build(Map<String, String> values) {
    builder(values).build().close();
  }

  private static SallyportBuilder builder(Map<String, String> values) {
    InMemoryBackend backend = new InMemoryBackend();
    backend.owners().insertAccount(ACCOUNT);
    backend.owners().insertUser(SallyportFixture.user(true, true));
    return Sallyport.builder(backend.keys(), backend.owners()).settings(settings(values));
  }

  private static Settings settings(Map<String, String> values) {
    return Settings.resolve(Sallyport.settings(), List.of(SettingSource.plain("argument", values)));
  }
}
