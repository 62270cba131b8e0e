package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.micrometer.SallyportMetrics;
import dev.sallyport.spi.OwnerRegistry.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Actuator shows Sallyport's health and meters without configuration. */
@Tag("without-security")
class ActuatorTest {
  private static final String[] PROPERTIES = {
    "sallyport.paths=/api/**",
    "management.endpoints.web.exposure.include=health,prometheus",
    "management.endpoint.health.show-details=always"
  };

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Application {
    @GetMapping("/api/note")
    String note() {
      return "a note";
    }
  }

  @Test
  void prometheusShowsTheMeters() {
    try (App app = App.start(Application.class, PROPERTIES)) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      assertThat(app.send("GET", "/api/note", new App.Token(app.token())).body())
          .isEqualTo("a note");
      assertThat(app.get("/api/note").statusCode()).isEqualTo(401);
      assertThat(app.get("/actuator/prometheus").body())
          .contains("sallyport_requests_total{outcome=\"authenticated\",reason=\"none\"} 1.0")
          .contains("sallyport_requests_total{outcome=\"denied\",reason=\"no-credentials\"} 1.0")
          .contains("sallyport_verification_seconds_count{source=\"store\"} 1")
          .contains("sallyport_circuit_breaker_state{state=\"closed\"} 1.0")
          .contains("sallyport_verification_store_seconds_count")
          .doesNotContain("ada");
    }
  }

  @Test
  void healthShowsTheStoreAndTheCluster() {
    try (App app = App.start(Application.class, PROPERTIES)) {
      assertThat(app.get("/actuator/health/sallyport").body())
          .contains("\"status\":\"UP\"")
          .contains("\"store\":\"available\"")
          .contains("\"circuitBreaker\":\"closed\"")
          .contains("\"cluster\":\"standalone\"");
      app.bean(JdbcTemplate.class).execute("drop all objects");
      assertThat(app.get("/actuator/health/sallyport").body())
          .contains("\"status\":\"DOWN\"")
          .contains("\"store\":\"unavailable\"");
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void bothCanBeTurnedOff() {
    try (App app =
        App.start(
            Application.class,
            "management.endpoints.web.exposure.include=health,prometheus",
            "management.health.sallyport.enabled=false",
            "management.metrics.enable.sallyport=false")) {
      assertThat(app.context().containsBean("sallyportHealthIndicator")).isFalse();
      assertThat(app.get("/actuator/prometheus").body())
          .contains("jvm_")
          .doesNotContain("sallyport_");
      assertThat(app.bean(SallyportMetrics.class)).isNotNull();
    }
  }
}
