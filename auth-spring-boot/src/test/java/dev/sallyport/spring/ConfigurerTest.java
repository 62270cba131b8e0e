package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** What else an application configures in a chain with API keys, or as a bean for it. */
class ConfigurerTest {
  private static final String SITE = "https://app.example";
  private static final String PATHS = "sallyport.paths=/api/**";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithCorsFilter {
    @Bean
    CorsFilter corsFilter() {
      return new CorsFilter(WithCorsSource.ofSite());
    }

    @Bean
    Pages pages() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithCorsSource {
    @Bean
    CorsConfigurationSource corsConfigurationSource() {
      return ofSite();
    }

    static UrlBasedCorsConfigurationSource ofSite() {
      CorsConfiguration cors = new CorsConfiguration();
      cors.setAllowedOrigins(List.of(SITE));
      UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
      source.setCorsConfigurations(Map.of("/**", cors));
      return source;
    }

    @Bean
    Pages pages() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithUsers {
    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.with(apiKeys(), withDefaults())
          .httpBasic(withDefaults())
          .authorizeHttpRequests(
              it -> it.requestMatchers("/api/admin").hasRole("ADMIN").anyRequest().authenticated())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          org.springframework.security.core.userdetails.User.withUsername("bob")
              .password("{noop}secret")
              .roles("USER")
              .build());
    }

    @Bean
    Pages pages() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithResourceServer {
    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.with(apiKeys(), withDefaults())
          .oauth2ResourceServer(
              it ->
                  it.opaqueToken(
                      opaque ->
                          opaque.introspector(
                              token -> {
                                throw new IllegalStateException("sent away");
                              })))
          .build();
    }
  }

  @RestController
  static class Pages {
    @GetMapping({"/api/me", "/api/admin"})
    String me(HttpServletRequest request) {
      return request.getRemoteUser();
    }
  }

  @Test
  void beansOfCorsApplyToTheChainOfTheProperty() {
    for (Class<?> config : List.of(WithCorsFilter.class, WithCorsSource.class)) {
      try (App app = App.start(config, PATHS)) {
        HttpResponse<String> denied = app.get("/api/me", "Origin", SITE);
        assertThat(denied.statusCode()).isEqualTo(401);
        assertThat(denied.headers().allValues("Access-Control-Allow-Origin"))
            .as(config.getSimpleName())
            .containsExactly(SITE);
        HttpResponse<String> preflight =
            app.send("OPTIONS", "/api/me", "Origin", SITE, "Access-Control-Request-Method", "GET");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().allValues("Access-Control-Allow-Origin"))
            .containsExactly(SITE);
      }
    }
  }

  @Test
  void aUserOfAnotherLoginIsDeniedAsThatUser() {
    try (App app = App.start(WithUsers.class, "sallyport.mode=optional")) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      String bob = "Basic " + HttpHeaders.encodeBasicAuth("bob", "secret", null);

      assertThat(app.get("/api/me", "Authorization", bob).body()).isEqualTo("bob");
      assertThat(app.get("/api/admin", "Authorization", bob).statusCode()).isEqualTo(403);
      assertThat(app.get("/api/admin").statusCode()).isEqualTo(401);
      assertThat(app.send("GET", "/api/admin", new App.Token(app.token())).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aChainThatSendsBearerTokensAwayHasNoKeys() {
    assertThat(Output.ofFailedStart(WithResourceServer.class, PATHS))
        .contains("cannot have both apiKeys() and oauth2ResourceServer()")
        .contains("write a chain for each");
  }
}
