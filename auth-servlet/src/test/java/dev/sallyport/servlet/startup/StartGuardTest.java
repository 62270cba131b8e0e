package dev.sallyport.servlet.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.OnStartFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartGuardTest {
  /** What is missing or unreadable is never a reason to throw. */
  @ParameterizedTest
  @CsvSource({
    ", , false",
    "throw, , true",
    "' Throw ', , true",
    "throw, ' ', true",
    "deny-requests, , false",
    "throw, deny-requests, false",
    "deny-requests, THROW, true",
    "thorw, , false",
    "thorw, throw, false",
    "throw, thorw, false",
  })
  void readsTheSettingAsAllSettingsAreRead(String weaker, String stronger, boolean isToThrow) {
    assertThat(StartGuard.isToThrow(weaker, stronger)).isEqualTo(isToThrow);
    assertThat(isToThrowByOthers(weaker, stronger)).isEqualTo(isToThrow);
  }

  private static boolean isToThrowByOthers(String weaker, String stronger) {
    Settings settings;
    try {
      settings =
          Settings.resolve(
              List.of(HttpSettings.ON_START_FAILURE),
              List.of(source("init-param", weaker), source("system property", stronger)));
    } catch (SettingException unreadable) {
      return false;
    }
    return settings.get(HttpSettings.ON_START_FAILURE) == OnStartFailure.THROW;
  }

  private static SettingSource source(String kind, String value) {
    return SettingSource.plain(kind, value == null ? Map.of() : Map.of(StartGuard.SETTING, value));
  }
}
