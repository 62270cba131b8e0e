package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Setting<Duration> STALENESS =
      Setting.duration("max-staleness", "2s", "How stale.");
  private static final Setting<Integer> SIZE = Setting.number("pool-size", 10, 1, 99, "How many.");
  private static final Setting<Boolean> SESSION = Setting.flag("accept-session", false, "Whether.");
  private static final Setting<Secret> PASSWORD =
      Setting.secret("db-password", "the password", "What opens the database.");
  private static final Setting<List<String>> PATHS =
      Setting.list("paths", "", "paths that start with a slash", "Which.", SettingsTest::path);
  private static final List<Setting<?>> ALL = List.of(STALENESS, SIZE, SESSION, PASSWORD, PATHS);

  @Test
  void hasDefaults() {
    Settings settings = resolve();
    assertThat(settings.get(STALENESS)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.get(SIZE)).isEqualTo(10);
    assertThat(settings.get(SESSION)).isFalse();
    assertThat(settings.get(PATHS)).isEmpty();
    assertThat(settings.get(PASSWORD).reveal()).isEmpty();
    assertThat(settings.isGiven(SIZE)).isFalse();
  }

  @Test
  void laterSourcesOverrideEarlierOnes() {
    SettingSource initParam = SettingSource.plain("init-param", Map.of("pool-size", "1"));
    SettingSource contextParam =
        SettingSource.prefixed("context-param", Map.of("sallyport.pool-size", "2"));
    SettingSource property =
        SettingSource.prefixed("system property", Map.of("sallyport.pool-size", "3"));
    SettingSource environment = SettingSource.environment(Map.of("SALLYPORT_POOL_SIZE", "4"));
    assertThat(resolve(initParam).get(SIZE)).isEqualTo(1);
    assertThat(resolve(initParam, contextParam).get(SIZE)).isEqualTo(2);
    assertThat(resolve(initParam, contextParam, property).get(SIZE)).isEqualTo(3);
    assertThat(resolve(initParam, contextParam, property, environment).get(SIZE)).isEqualTo(4);
  }

  @Test
  void readsSystemProperties() {
    System.setProperty("sallyport.pool-size", "7");
    try {
      assertThat(resolve(SettingSource.systemProperties()).get(SIZE)).isEqualTo(7);
    } finally {
      System.clearProperty("sallyport.pool-size");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "2s,PT2S",
    "5m,PT5M",
    "1h,PT1H",
    "30d,PT720H",
    "8w,PT1344H",
    "0,PT0S"
  })
  void parsesDurations(String text, Duration duration) {
    assertThat(resolve(plain("max-staleness", " " + text + " ")).get(STALENESS))
        .isEqualTo(duration);
  }

  @Test
  void splitsWordsAtCommasAndBlanks() {
    assertThat(resolve(plain("paths", "\n  /a, /b\n  /c ")).get(PATHS))
        .containsExactly("/a", "/b", "/c");
  }

  @Test
  void treatsAnEmptyValueAsNotGiven() {
    Settings settings = resolve(plain("pool-size", "5"), plain("pool-size", "  "));
    assertThat(settings.get(SIZE)).isEqualTo(5);
    assertThat(settings.isGiven(SIZE)).isTrue();
  }

  @Test
  void namesSettingSourceValueAndExpectation() {
    assertThatThrownBy(
            () -> resolve(SettingSource.environment(Map.of("SALLYPORT_POOL_SIZE", "many"))))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "Invalid value 'many' for pool-size (environment SALLYPORT_POOL_SIZE): expected a whole"
                + " number from 1 to 99.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100", "-1", "1.5", "9999999999", "٣"})
  void rejectsNumbersOutOfBounds(String text) {
    assertThatThrownBy(() -> resolve(plain("pool-size", text)))
        .isInstanceOf(SettingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-2s", "2 s", "PT2S", "2S", "9999999999s", "3651d"})
  void rejectsOtherDurations(String text) {
    assertThatThrownBy(() -> resolve(plain("max-staleness", text)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("such as 500ms, 2s");
  }

  @Test
  void rejectsEverythingExceptTrueAndFalse() {
    assertThat(resolve(plain("accept-session", "TRUE")).get(SESSION)).isTrue();
    assertThatThrownBy(() -> resolve(plain("accept-session", "yes")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("expected false or true");
  }

  @Test
  void rejectsUnknownNamesInEverySource() {
    for (SettingSource source :
        List.of(
            plain("pool-sise", "1"),
            plain("url", "jdbc:h2:mem:x"),
            SettingSource.prefixed("context-param", Map.of("sallyport.pool-sise", "1")),
            SettingSource.environment(Map.of("SALLYPORT_POOL_SISE", "1")))) {
      assertThatThrownBy(() -> resolve(source))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("Unknown setting '");
    }
  }

  @Test
  void suggestsTheClosestName() {
    assertThatThrownBy(() -> resolve(plain("max-stalness", "1s")))
        .hasMessage("Unknown setting 'max-stalness' (init-param). Did you mean 'max-staleness'?");
    assertThatThrownBy(() -> resolve(SettingSource.environment(Map.of("SALLYPORT_PATSH", "/x"))))
        .hasMessage("Unknown setting 'patsh' (environment SALLYPORT_PATSH). Did you mean 'paths'?");
    assertThatThrownBy(() -> resolve(plain("colour", "red")))
        .hasMessage("Unknown setting 'colour' (init-param).");
  }

  @Test
  void suggestsTheClosestChoice() {
    assertThatThrownBy(() -> resolve(plain("accept-session", "ture")))
        .hasMessage(
            "Invalid value 'ture' for accept-session (init-param accept-session): expected false or"
                + " true. Did you mean 'true'?");
    Setting<List<String>> states =
        Setting.choices("states", "new", List.of("new", "blocked"), "states of a thread", "Which.");
    assertThatThrownBy(
            () -> Settings.resolve(List.of(states), List.of(plain("states", "new, blokced"))))
        .hasMessageEndingWith("expected states of a thread. Did you mean 'blocked'?");
  }

  @Test
  void theNarrowestSourceChoosesAmongExclusiveSettings() {
    SettingSource initParam = plain("pool-size", "1");
    SettingSource environment =
        SettingSource.environment(
            Map.of("SALLYPORT_ACCEPT_SESSION", "true", "SALLYPORT_POOL_SIZE", "2"));

    assertThat(resolve().choose(SIZE, SESSION)).isEmpty();
    Settings settings = resolve(initParam, environment);
    assertThat(settings.choose(SIZE, SESSION)).contains(SIZE);
    assertThat(settings.get(SIZE)).isEqualTo(2);
    assertThat(resolve(environment, initParam).choose(SESSION, SIZE))
        .as("regardless of which source overrides the other")
        .contains(SIZE);
    assertThatThrownBy(() -> resolve(environment).choose(SIZE, SESSION))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The settings pool-size (environment SALLYPORT_POOL_SIZE) and accept-session"
                + " (environment SALLYPORT_ACCEPT_SESSION) exclude each other: give one of them.");
  }

  @Test
  void ignoresIneffectiveSettingsOnlyOfWiderSources() {
    SettingSource environment = SettingSource.environment(Map.of("SALLYPORT_POOL_SIZE", "2"));
    resolve(plain("accept-session", "true"), environment)
        .requireUnset(List.of(SIZE), SESSION, "here");

    Settings alike = resolve(plain("accept-session", "true"), plain("pool-size", "2"));
    for (Settings settings : List.of(alike, resolve(environment))) {
      assertThatThrownBy(() -> settings.requireUnset(List.of(SIZE, PASSWORD), SESSION, "here"))
          .isInstanceOf(SettingException.class)
          .hasMessage("The setting %s has no effect here.".formatted(settings.describe(SIZE)));
    }
  }

  @Test
  void usesOtherDefaults() {
    Settings others = resolve().withDefault(SIZE, 7).withDefault(SESSION, true);
    Settings settings = resolve(plain("pool-size", "5")).withDefaults(others);

    assertThat(settings.get(SIZE)).isEqualTo(5);
    assertThat(settings.get(SESSION)).isTrue();
    assertThat(settings.isGiven(SESSION)).isFalse();
    assertThat(settings.withDefault(SIZE, 9).get(SIZE)).isEqualTo(5);
  }

  @Test
  void ignoresSettingsOfOtherModules() {
    resolve(
        SettingSource.prefixed("system property", Map.of("java.home", "x", "sallyport.port", "1")),
        SettingSource.environment(
            Map.of(
                "PATH", "x",
                "SALLYPORT_API_KEY", "x",
                "SALLYPORT_SERVICE_HOST", "10.0.0.1",
                "SALLYPORT_SERVICE_PORT_HTTP", "80",
                "SALLYPORT_DB_SERVICE_HOST", "10.0.0.2",
                "SALLYPORT_DB_PORT", "tcp://10.0.0.2:5432",
                "SALLYPORT_PORT", "tcp://10.0.0.1:80",
                "SALLYPORT_PORT_80_TCP_ADDR", "10.0.0.1")));
  }

  @Test
  void toStringOmitsValues() {
    assertThat(plain("db-password", "hunter2")).hasToString("SettingSource[init-param]");
  }

  @Test
  void neverShowsAConfidentialValue() {
    Setting<String> picky =
        Setting.confidential(
            "db-password",
            "a text without spaces",
            "What opens the database.",
            text -> {
              if (!text.isEmpty()) {
                throw new IllegalArgumentException("bad " + text);
              }
              return text;
            });
    assertThatThrownBy(
            () -> Settings.resolve(List.of(picky), List.of(plain("db-password", "hunter2"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("Invalid value for db-password (init-param db-password): expected")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  private static Settings resolve(SettingSource... sources) {
    return Settings.resolve(ALL, List.of(sources));
  }

  private static SettingSource plain(String name, String value) {
    return SettingSource.plain("init-param", Map.of(name, value));
  }

  private static String path(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("no path");
    }
    return text;
  }
}
