package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Protected paths need a key whatever an application configures of Spring Security beside it. */
class ChainOrderTest {
  static final String WITHOUT_WEB_SECURITY =
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration,"
          + "org.springframework.boot.security.autoconfigure.web.servlet."
          + "ServletWebSecurityAutoConfiguration,"
          + "org.springframework.boot.actuate.autoconfigure.security.servlet."
          + "ManagementWebSecurityAutoConfiguration,"
          + "org.springframework.boot.security.autoconfigure.actuate.web.servlet."
          + "ManagementWebSecurityAutoConfiguration,"
          + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {
    @Bean
    Pages pages() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithIgnoredPaths {
    @Bean
    Pages pages() {
      return new Pages();
    }

    @Bean
    WebSecurityCustomizer ignoring() {
      return web -> web.ignoring().requestMatchers("/api/**");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithChains {
    @Bean
    Pages pages() {
      return new Pages();
    }

    @Bean
    @Order(1)
    SecurityFilterChain legacy(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/legacy/**")
          .authorizeHttpRequests(it -> it.anyRequest().permitAll())
          .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**").with(apiKeys(), withDefaults()).build();
    }
  }

  @RestController
  static class Pages {
    @GetMapping("/api/user")
    String user(HttpServletRequest request) {
      return request.getRemoteUser();
    }

    @GetMapping({"/api/legacy/me", "/api/me"})
    String me() {
      return requireNonNull(SecurityContextHolder.getContext().getAuthentication())
          .getAuthorities()
          .toString();
    }
  }

  @Test
  void theFilterProtectsPathsWithoutWebSecurity() {
    try (App app = App.start(Plain.class, "sallyport.paths=/api/**", WITHOUT_WEB_SECURITY)) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void pathsAreProtectedWhereSpringSecurityIsNotOnTheWay() {
    String withoutFilter =
        WITHOUT_WEB_SECURITY
            .replace("SecurityAutoConfiguration", "SecurityFilterAutoConfiguration")
            .replace("ServletWebSecurityFilter", "SecurityFilter");
    for (String property :
        List.of(withoutFilter, "spring.security.filter.dispatcher-types=error")) {
      assertProtected(Plain.class, property);
    }
    assertProtected(WithIgnoredPaths.class);
  }

  private static void assertProtected(Class<?> config, String... properties) {
    String[] all =
        Stream.concat(Stream.of("sallyport.paths=/api/**"), Stream.of(properties))
            .toArray(String[]::new);
    try (App app = App.start(config, all)) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      assertThat(app.send("GET", "/api/user", new App.Token(app.token())).body()).isEqualTo("ada");
    }
  }

  @Test
  void aChainWithoutKeysDoesNotOpenProtectedPaths() {
    try (App app = App.start(WithChains.class, "sallyport.paths=/api/**")) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
      assertThat(app.get("/api/legacy/me").statusCode()).isEqualTo(401);
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      App.Token token = new App.Token(app.token("ROLE_ADMIN", "notes:read"));
      assertThat(app.send("GET", "/api/legacy/me", token).body()).isEqualTo("[notes:read]");
    }
  }
}
