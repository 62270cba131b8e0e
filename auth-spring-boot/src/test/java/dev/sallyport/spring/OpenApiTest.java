package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document of springdoc says which operations need a key. */
@Tag("without-security")
class OpenApiTest {
  private static final String WITH_DOCUMENT = "--springdoc.api-docs.enabled=true";
  private static final String REQUIRES_KEY = "\"security\":[{\"apiKey\":[]}]";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Application {
    @GetMapping("/api/notes/{id}")
    String note() {
      return "a note";
    }

    @GetMapping("/open")
    String open() {
      return "open";
    }
  }

  @Test
  void operationsBelowThePathsRequireAKey() {
    try (App app =
        App.startWith(
            WITH_DOCUMENT,
            Application.class,
            "sallyport.paths=/api/**",
            "sallyport.store=memory")) {
      String document = app.get("/v3/api-docs").body();
      int open = document.indexOf("\"/open\"");
      int note = document.indexOf("\"/api/notes/{id}\"");
      assertThat(document)
          .contains("\"securitySchemes\":{\"apiKey\":{\"type\":\"http\",\"scheme\":\"bearer\"}}")
          .containsOnlyOnce(REQUIRES_KEY);
      assertThat(document.indexOf(REQUIRES_KEY)).isGreaterThan(note);
      assertThat(note < open && document.indexOf(REQUIRES_KEY) > open).isFalse();
    }
  }

  @Test
  void theHeaderIsNamedWhereBearerIsNotAccepted() {
    try (App app =
        App.startWith(
            WITH_DOCUMENT,
            Application.class,
            "sallyport.schemes=off",
            "sallyport.paths=/api/**",
            "sallyport.store=memory")) {
      assertThat(app.get("/v3/api-docs").body())
          .contains("\"type\":\"apiKey\"", "\"name\":\"X-API-Key\"", "\"in\":\"header\"");
    }
  }
}
