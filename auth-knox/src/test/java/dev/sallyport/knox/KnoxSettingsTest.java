package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.KnoxSettings.Environment;
import dev.sallyport.servlet.SallyportFilters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnoxSettingsTest {
  @Test
  void haveDefaults() {
    Settings settings = Settings.resolve(SallyportFilters.settings(), List.of());

    assertThat(settings.get(KnoxSettings.KNOX_PREFIX)).isEmpty();
    assertThat(settings.get(KnoxSettings.ENVIRONMENT)).isEqualTo(Environment.LOCAL);
    assertThat(settings.get(KnoxSettings.LOGIN_USER)).isFalse();
    assertThat(settings.get(KnoxSettings.LOGIN_EXPIRY_FORMAT)).hasToString("");
  }

  @Test
  void areInitParamsOfAFilter() {
    Map<String, String> initParams = Map.of("environment", "PROD", "login-user", "true");
    Settings settings =
        Settings.resolve(
            SallyportFilters.settings(), List.of(SettingSource.plain("init-param", initParams)));

    assertThat(settings.get(KnoxSettings.ENVIRONMENT)).isEqualTo(Environment.PROD);
    assertThat(settings.get(KnoxSettings.LOGIN_USER)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "environment | production",
        "login-user | yes",
        "login-expiry-format | %H:%M b",
        "knox-prefix | a+b"
      })
  void refuseABadValueWithOneSentence(String name, String value) {
    List<SettingSource> sources = List.of(SettingSource.plain("init-param", Map.of(name, value)));
    assertThatThrownBy(() -> Settings.resolve(SallyportFilters.settings(), sources))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "Invalid value '" + value + "' for " + name + " (init-param " + name + ")")
        .hasMessageContaining("expected ")
        .hasMessageEndingWith(".");
  }

  @Test
  void areNamedOnceEach() {
    assertThat(SallyportFilters.settings()).doesNotHaveDuplicates();
  }
}
