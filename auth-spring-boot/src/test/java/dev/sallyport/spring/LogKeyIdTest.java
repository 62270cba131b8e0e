package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log knows the key of a request in a chain of Spring Security too. */
class LogKeyIdTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Application {
    @GetMapping("/api/key")
    String key() {
      return String.valueOf(MDC.get("sallyport.key_id"));
    }
  }

  @Test
  void ifASettingSaysSo() {
    try (App app =
        App.start(Application.class, "sallyport.paths=/api/**", "sallyport.log-key-id=true")) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      App.Token token = new App.Token(app.token());

      String logged = app.send("GET", "/api/key", token).body();

      assertThat(UUID.fromString(logged)).isNotNull();
    }
  }
}
