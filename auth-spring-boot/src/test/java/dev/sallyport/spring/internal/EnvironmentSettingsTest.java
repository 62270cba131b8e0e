package dev.sallyport.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class EnvironmentSettingsTest {
  @Test
  void listsAndWordsOfYamlAreRead() throws IOException {
    Settings settings =
        read(
            """
            limit: 120
            sallyport:
              paths: /api/**
              required-scopes: ["POST /api/notes chat:write", "GET /api/* chat:read"]
              rateLimits: ["key:${limit}/m"]
              api-key-header: off
              token-ttl: 90d
            """);

    assertThat(settings.get(SpringSettings.PATHS).urlPatterns()).containsExactly("/api/*");
    assertThat(settings.get(HttpSettings.REQUIRED_SCOPES)).hasSize(2);
    assertThat(settings.get(HttpSettings.API_KEY_HEADER)).isEmpty();
    assertThat(settings.get(SpringSettings.named("rate-limits")).toString())
        .contains("requests=120");
  }

  @Test
  void unknownNamesAreRefusedWithASuggestion() {
    assertThatThrownBy(() -> read("sallyport:\n  path: /api/**\n"))
        .isInstanceOf(SettingException.class)
        .hasMessage("Unknown setting 'path' (property sallyport.path). Did you mean 'paths'?");
    assertThatThrownBy(() -> read("sallyport:\n  mode:\n    api: optional\n"))
        .hasMessageContaining("Unknown setting 'mode.api'");
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATH", "/api/**"))
        .hasMessageContaining("SALLYPORT_PATH");
  }

  @Test
  void invalidValuesAreShownWithTheirOrigin() {
    assertThatThrownBy(() -> read("sallyport:\n  mode: maybe\n"))
        .hasMessageStartingWith("Invalid value 'maybe' for mode (property sallyport.mode, ")
        .hasMessageContaining("2:9");
  }

  @Test
  void pathsWithoutAValueAreRefused() {
    for (String paths : List.of("''", "[]", "${none:}", "[/api/**, '']", "','", "[/api/**, ',']")) {
      assertThatThrownBy(() -> read("sallyport:\n  paths: " + paths + "\n"))
          .as(paths)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("sallyport.paths has an empty value");
    }
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATHS", ""))
        .hasMessageContaining("an empty value");
  }

  @Test
  void pathsThatNoRequestHasAreRefused() {
    for (String path :
        List.of("/tenants/{tenant}/notes/**", "/${api.base}/**", "/api/../v2", "/./api/**")) {
      assertThatThrownBy(() -> read("sallyport:\n  paths: " + path + "\n"))
          .as(path)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("expected paths such as /api/**");
    }
    assertThatThrownBy(() -> read("sallyport:\n  admin-path: /${admin}\n"))
        .hasMessageContaining("expected a path such as /admin");
  }

  @Test
  void aListIsWrittenInOneWay() {
    assertThatThrownBy(
            () -> read(Map.of("sallyport.paths", "/v1/**", "sallyport.paths[0]", "/v2/**")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("sallyport.paths and sallyport.paths[0] are in the same source");
    for (String index : List.of("api", "99999999999")) {
      assertThatThrownBy(() -> read(Map.of("sallyport.paths[" + index + "]", "/api/**")))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("number the values from 0");
    }
  }

  @Test
  void listsWithGapsAreRefused() {
    for (String index : List.of("[1]", "[0]: /v2\n  paths[2]")) {
      assertThatThrownBy(() -> read("sallyport:\n  paths" + index + ": /api/**\n"))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("has no effect without sallyport.paths[")
          .hasMessageContaining("number the values from 0");
    }
  }

  @Test
  void settingsWithoutEffectAreRefused() {
    assertThatThrownBy(() -> read("sallyport:\n  on-start-failure: deny-requests\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("on-start-failure (property sallyport.on-start-failure")
        .hasMessageContaining("has no effect in Spring Boot");
    assertThatThrownBy(() -> read("sallyport:\n  admin-sign-in: directory\n"))
        .hasMessageContaining("has no effect without admin-path");
    assertThatThrownBy(() -> read("sallyport:\n  admin-path: admin\n"))
        .hasMessageContaining("expected a path such as /admin");
  }

  @Test
  void environmentVariablesAndTheirPrecedenceAreThoseOfSpring() {
    Settings settings = readVariable("SALLYPORT_API_KEY_HEADER", "X-Key");

    assertThat(settings.get(HttpSettings.API_KEY_HEADER)).contains("X-Key");
  }

  @Test
  void listsAreReadFromVariablesAsFromYaml() throws IOException {
    String yaml =
        """
        sallyport:
          paths:
            - /api/**
            - /reports
          required-scopes:
            - POST /api/notes chat:write
        """;
    Settings ofVariables =
        readVariables(
            Map.of(
                "SALLYPORT_PATHS_0", "/api/**",
                "SALLYPORT_PATHS_1", "/reports",
                "SALLYPORT_REQUIRED_SCOPES_0", "POST /api/notes chat:write"));

    for (Settings settings : List.of(read(yaml), ofVariables)) {
      assertThat(settings.get(SpringSettings.PATHS).urlPatterns())
          .containsExactly("/api/*", "/reports", "/reports/");
      assertThat(settings.get(HttpSettings.REQUIRED_SCOPES)).hasSize(1);
    }
    assertThat(
            readVariables(Map.of("SALLYPORT_REQUIREDSCOPES_0", "POST /api/notes chat:write"))
                .get(HttpSettings.REQUIRED_SCOPES))
        .as("without hyphens, as Spring Boot writes variables")
        .hasSize(1);
  }

  @Test
  void indexedVariablesThatSpringWouldIgnoreAreRefused() {
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATHS_1", "/api/**"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("SALLYPORT_PATHS_1 has no effect without SALLYPORT_PATHS_0");
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATHS_00", "/api/**"))
        .hasMessageContaining("Unknown setting 'paths-00'");
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATH_0", "/api/**"))
        .hasMessageContaining("SALLYPORT_PATH_0");
    assertThatThrownBy(
            () -> readVariables(Map.of("SALLYPORT_PATHS", "/v1/**", "SALLYPORT_PATHS_0", "/v2/**")))
        .hasMessageContaining("are in the same source");
    assertThatThrownBy(() -> readVariable("SALLYPORT_PATHS_0", ""))
        .hasMessageContaining("an empty value");
  }

  @Test
  void variablesAreComparedInAnyCase() {
    assertThat(
            readVariables(Map.of("sallyport_paths_0", "/api/**", "Sallyport_Paths_1", "/v2"))
                .get(SpringSettings.PATHS)
                .urlPatterns())
        .containsExactly("/api/*", "/v2", "/v2/");
    assertThatThrownBy(() -> readVariable("sallyport_paths_1", "/v2/**"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("SALLYPORT_PATHS_1 has no effect without SALLYPORT_PATHS_0");
    assertThatThrownBy(() -> readVariable("sallyport_path", "/api/**"))
        .hasMessageContaining("Unknown setting 'path'");
    assertThatThrownBy(() -> readVariable("sallyport_paths", ""))
        .hasMessageContaining("an empty value");
  }

  @Test
  void variablesWithDotsAreReadLikeProperties() {
    assertThat(readVariable("sallyport.paths[0]", "/api/**").get(SpringSettings.PATHS).isEmpty())
        .isFalse();
    assertThatThrownBy(() -> readVariable("sallyport.paths[1]", "/v2/**"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("sallyport.paths[1] has no effect without sallyport.paths[0]");
    assertThatThrownBy(() -> readVariable("sallyport.path", "/api/**"))
        .hasMessageContaining("Unknown setting 'path'");
  }

  private static Settings read(String yaml) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addLast);
    return EnvironmentSettings.read(environment);
  }

  private static Settings read(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("file", properties));
    return EnvironmentSettings.read(environment);
  }

  private static Settings readVariable(String name, String value) {
    return readVariables(Map.of(name, value));
  }

  private static Settings readVariables(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("file", Map.of("sallyport.api-key-header", "X-Other")));
    return EnvironmentSettings.read(environment);
  }
}
