package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A key is not kept in an HTTP session, not even by a chain that saves what it finds. */
class SessionTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**").with(apiKeys(), withDefaults()).build();
    }

    /** Serves the error page too, and saves the context at the end of each request. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .securityContext(it -> it.requireExplicitSave(false))
          .sessionManagement(it -> it.requireExplicitAuthenticationStrategy(false))
          .formLogin(withDefaults())
          .build();
    }

    @Bean
    Pages controller() {
      return new Pages();
    }
  }

  @RestController
  static class Pages {
    @GetMapping("/api/broken")
    String broken() {
      throw new IllegalStateException("broken");
    }

    @GetMapping("/page")
    String page() {
      return "page";
    }
  }

  @Test
  void theErrorPageKeepsNoUser() {
    try (App app = App.start(Config.class)) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      HttpResponse<String> failed =
          app.send("GET", "/api/broken", new App.Token(app.token("notes:read")));
      String cookie = failed.headers().firstValue("Set-Cookie").orElse("JSESSIONID=none");

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(app.get("/page", "Cookie", cookie).statusCode()).isEqualTo(302);
      assertThat(app.get("/api/broken", "Cookie", cookie).statusCode()).isEqualTo(401);
      assertThat(failed.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }
}
