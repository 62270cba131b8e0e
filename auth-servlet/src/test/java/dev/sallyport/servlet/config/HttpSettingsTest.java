package dev.sallyport.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.config.HttpSettings.InsecureTransport;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.config.HttpSettings.OnStartFailure;
import dev.sallyport.servlet.config.HttpSettings.PreflightPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpSettingsTest {
  @Test
  void guardsEverythingByDefault() {
    Settings settings = resolve(Map.of());

    assertThat(settings.get(HttpSettings.MODE)).isEqualTo(Mode.REQUIRED);
    assertThat(settings.get(HttpSettings.SCHEMES)).containsExactly("Token", "Bearer");
    assertThat(settings.get(HttpSettings.API_KEY_HEADER)).hasValue("X-API-Key");
    assertThat(settings.get(HttpSettings.REALM_NAME)).isEqualTo("api");
    assertThat(settings.get(HttpSettings.EXEMPT_PATHS)).isEmpty();
    assertThat(settings.get(HttpSettings.ACCEPT_SESSION)).isFalse();
    assertThat(settings.get(HttpSettings.PREFLIGHT)).isEqualTo(PreflightPolicy.ANSWER);
    assertThat(settings.get(HttpSettings.TRUSTED_PROXIES)).isEmpty();
    assertThat(settings.get(HttpSettings.REQUIRED_SCOPES)).isEmpty();
    assertThat(settings.get(HttpSettings.INSECURE_TRANSPORT)).isEqualTo(InsecureTransport.ALLOW);
    assertThat(settings.get(HttpSettings.ON_START_FAILURE)).isEqualTo(OnStartFailure.DENY_REQUESTS);
  }

  @Test
  void credentialLocationsCanBeDeactivated() {
    Settings settings = resolve(Map.of("schemes", "OFF", "api-key-header", "off"));

    assertThat(settings.get(HttpSettings.SCHEMES)).isEmpty();
    assertThat(settings.get(HttpSettings.API_KEY_HEADER)).isEmpty();
    assertThatThrownBy(() -> HttpSettings.requireCredentialLocation(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("schemes and api-key-header are both off");
  }

  @Test
  void anExemptPathThatLeavesARuleWithoutEffectIsRejected() {
    for (Map<String, String> settings :
        List.of(
            Map.of("exempt-paths", "/api/*", "required-scopes", "GET /api/v1/* chat:read"),
            Map.of("exempt-paths", "/api/*", "required-scopes", "GET /api/v1/chat chat:read"),
            Map.of("exempt-paths", "*.css", "required-scopes", "GET *.css chat:read"),
            Map.of("exempt-paths", "/x, /api/*", "resources", "/api/clients/{client}/*"))) {
      assertThatThrownBy(() -> HttpSettings.requireEffectOfRules(resolveAll(settings)))
          .as(settings.toString())
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("name narrower exempt-paths");
    }
    for (Map<String, String> settings :
        List.of(
            Map.of("exempt-paths", "*.css", "required-scopes", "GET /* chat:read"),
            Map.of("exempt-paths", "*.css", "required-scopes", "* /secret/* chat:read"),
            Map.of("exempt-paths", "/healthz, /api/v1/auth/*", "required-scopes", "* /* api:use"),
            Map.of("exempt-paths", "/api/clients/x", "resources", "/api/clients/{client}/*"),
            Map.of("exempt-paths", "/api/*", "resources", "/{client}"))) {
      HttpSettings.requireEffectOfRules(resolveAll(settings));
    }
  }

  @Test
  void anExtensionIsRejectedWhereARuleIsForEveryPath() {
    Settings settings =
        resolveAll(
            Map.of("exempt-paths", "/y, *.css", "required-scopes", "GET /x a, * /* chat:read"));

    assertThatThrownBy(() -> HttpSettings.requireEffectOfRules(settings))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The setting exempt-paths has *.css, which has no effect, because required-scopes has a"
                + " rule for * /*: name paths such as /static/* instead.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode | maybe",
        "schemes | Token Token",
        "schemes | Token, token",
        "schemes | To/ken",
        "schemes | ,",
        "api-key-header | Authorization",
        "api-key-header | cookie",
        "api-key-header | HOST",
        "api-key-header | X API Key",
        "api-key-header | X-API-Key:",
        "api-key-header | X-\u00C4",
        "realm | a\"b",
        "realm | a\\b",
        "realm | \u00E4",
        "exempt-paths | /*",
        "exempt-paths | healthz",
        "accept-session | yes",
        "api-key-header | X-Forwarded-For",
        "trusted-proxies | 10.0.0.1/8",
        "trusted-proxies | proxy.example.org",
        "insecure-transport | refuse",
        "preflight | deny"
      })
  void rejectsAnInvalidValueWithOneSentence(String name, String value) {
    assertThatThrownBy(() -> resolve(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "Invalid value '" + value + "' for " + name + " (init-param " + name + "): expected ")
        .hasMessageEndingWith(".");
  }

  @Test
  void laterSourcesWin() {
    SettingSource argument = SettingSource.plain("argument", Map.of("realm", "argument"));
    SettingSource initParam = SettingSource.plain("init-param", Map.of("realm", "init-param"));
    SettingSource contextParam =
        SettingSource.prefixed("context-param", Map.of("sallyport.realm", "context-param"));
    SettingSource property =
        SettingSource.prefixed("system property", Map.of("sallyport.realm", "property"));
    SettingSource variable = SettingSource.environment(Map.of("SALLYPORT_REALM", "variable"));
    List<SettingSource> all = List.of(argument, initParam, contextParam, property, variable);
    List<String> winners =
        List.of("argument", "init-param", "context-param", "property", "variable");

    for (int i = 0; i < all.size(); i++) {
      assertThat(
              Settings.resolve(HttpSettings.all(), all.subList(0, i + 1))
                  .get(HttpSettings.REALM_NAME))
          .isEqualTo(winners.get(i));
    }
  }

  @Test
  void theFilterKnowsTheSettingsOfCoreAndStoresToo() {
    assertThat(SallyportFilters.settings())
        .extracting(Setting::name)
        .doesNotHaveDuplicates()
        .contains(CoreSettings.STORE.name(), HttpSettings.MODE.name());
  }

  private static Settings resolve(Map<String, String> initParams) {
    return Settings.resolve(
        HttpSettings.all(), List.of(SettingSource.plain("init-param", initParams)));
  }

  private static Settings resolveAll(Map<String, String> initParams) {
    return Settings.resolve(
        SallyportFilters.settings(), List.of(SettingSource.plain("init-param", initParams)));
  }
}
