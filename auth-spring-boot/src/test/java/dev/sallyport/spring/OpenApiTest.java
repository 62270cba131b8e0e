package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.credential.Credential;
import dev.sallyport.servlet.credential.CredentialExtractor;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document of springdoc says which operations need a key. */
@Tag("without-security")
class OpenApiTest {
  private static final String WITH_DOCUMENT = "--springdoc.api-docs.enabled=true";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Application {
    @GetMapping("/api/notes/{id}")
    String note() {
      return "a note";
    }

    @PostMapping("/api/notes")
    String add() {
      return "added";
    }

    @GetMapping("/api/status")
    String status() {
      return "up";
    }

    @GetMapping("/open")
    String open() {
      return "open";
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Application.class)
  static class WithScheme {
    @Bean
    OpenAPI api() {
      return new OpenAPI()
          .components(
              new Components()
                  .addSecuritySchemes(
                      "apiKey",
                      new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Application.class)
  static class WithExtractor {
    @Bean
    CredentialExtractor extractor() {
      return request -> Credential.absent();
    }
  }

  @Test
  void operationsBelowThePathsRequireAKey() {
    String document = document(Application.class, "sallyport.paths=/api/**");

    assertThat(document)
        .contains("\"securitySchemes\":{\"apiKey\":{\"type\":\"http\",\"scheme\":\"bearer\"}}");
    assertThat(operation("note", document)).contains("\"security\":[{\"apiKey\":[]}]");
    assertThat(operation("open", document)).doesNotContain("\"security\"");
  }

  @Test
  void theHeaderIsNamedWhereBearerIsNotAccepted() {
    assertThat(document(Application.class, "sallyport.schemes=off", "sallyport.paths=/api/**"))
        .contains("\"type\":\"apiKey\"", "\"name\":\"X-API-Key\"", "\"in\":\"header\"");
  }

  @Test
  void aSchemeOfTheApplicationIsKept() {
    String document = document(WithScheme.class, "sallyport.paths=/api/**");

    assertThat(document)
        .contains("\"apiKey\":{\"type\":\"http\",\"scheme\":\"basic\"}")
        .contains("\"sallyport\":{\"type\":\"http\",\"scheme\":\"bearer\"}");
    assertThat(operation("note", document)).contains("\"security\":[{\"sallyport\":[]}]");
  }

  @Test
  void requirementsAreThoseOfTheFilter() {
    String document =
        document(
            Application.class,
            "spring.mvc.servlet.path=/app",
            "sallyport.paths=/app/api/**",
            "sallyport.exempt-paths=/app/api/status",
            "sallyport.mode=optional",
            "sallyport.required-scopes=POST /app/api/notes notes:write");

    assertThat(operation("note", document)).contains("\"security\":[{\"apiKey\":[]},{}]");
    assertThat(operation("add", document)).contains("\"security\":[{\"apiKey\":[]}]");
    assertThat(operation("status", document)).doesNotContain("\"security\"");
    assertThat(operation("open", document)).doesNotContain("\"security\"");
  }

  @Test
  void thereIsNoSchemeForAnExtractorOfTheApplication() {
    assertThat(document(WithExtractor.class, "sallyport.paths=/api/**"))
        .contains("\"operationId\":\"note\"")
        .doesNotContain("\"security");
  }

  private static String document(Class<?> application, String... properties) {
    try (App app = App.startWith(WITH_DOCUMENT, application, properties)) {
      String servlet = app.context().getEnvironment().getProperty("spring.mvc.servlet.path", "");
      return app.get(servlet + "/v3/api-docs").body();
    }
  }

  /** Returns an operation from its id on. */
  private static String operation(String id, String document) {
    String name = "\"operationId\":";
    int start = document.indexOf(name + '"' + id + '"');
    int end = document.indexOf(name, start + 1);
    return document.substring(start, end < 0 ? document.length() : end);
  }
}
