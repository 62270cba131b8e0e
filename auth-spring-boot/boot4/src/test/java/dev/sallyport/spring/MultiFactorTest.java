package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.management.OwnerManager;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The console behind a login with several factors, which Spring Security 7 has. */
class MultiFactorTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableMethodSecurity
  @EnableMultiFactorAuthentication(
      authorities = {
        FactorGrantedAuthority.PASSWORD_AUTHORITY,
        FactorGrantedAuthority.OTT_AUTHORITY
      })
  static class Config {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .formLogin(withDefaults())
          .oneTimeTokenLogin(
              it -> it.tokenGenerationSuccessHandler((request, response, token) -> {}))
          .build();
    }

    @Bean
    Guarded guarded() {
      return new Guarded();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ada").password("{noop}secret").roles("ADMIN").build());
    }
  }

  static class Guarded {
    @PreAuthorize("isAuthenticated()")
    String read() {
      return "read";
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableMultiFactorAuthentication(authorities = FactorGrantedAuthority.PASSWORD_AUTHORITY)
  static class WithKeys {
    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.with(apiKeys(), withDefaults())
          .authorizeHttpRequests(
              it ->
                  it.requestMatchers("/api/factors")
                      .authenticated()
                      .anyRequest()
                      .access(AuthenticatedAuthorizationManager.authenticated()))
          .build();
    }
  }

  @Test
  void theFirstFactorDoesNotOpenTheConsole() {
    try (App app =
        App.start(
            Config.class,
            "sallyport.admin-path=/admin",
            "sallyport.admin-sign-in=host",
            "sallyport.admin-role=ADMIN")) {
      AdminTest.createStaff(app, "ada");
      Browser ada = new Browser(app);
      ada.get("/admin/keys");
      HttpResponse<String> afterPassword =
          ada.submit("/login", Map.of("username", "ada", "password", "secret"));
      assertThat(afterPassword.uri().toString()).contains("/login?factor.type=ott");
      assertThat(ada.get("/admin/keys").uri().getPath()).isEqualTo("/login");
      assertThat(ada.get("/admin/keys", "HX-Request", "true").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void methodsNeedAllFactors() {
    try (App app = App.start(Config.class)) {
      Guarded guarded = app.bean(Guarded.class);
      SignedIn.with(FactorGrantedAuthority.PASSWORD_AUTHORITY);
      assertThatThrownBy(guarded::read).hasMessage("Access Denied");
      SignedIn.with(
          FactorGrantedAuthority.PASSWORD_AUTHORITY, FactorGrantedAuthority.OTT_AUTHORITY);
      assertThat(guarded.read()).isEqualTo("read");
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /** A class of its own, so that the tests without Spring Security can load this one. */
  private static final class SignedIn {
    static void with(String... factors) {
      SecurityContextHolder.getContext()
          .setAuthentication(
              UsernamePasswordAuthenticationToken.authenticated(
                  "ada", null, AuthorityUtils.createAuthorityList(factors)));
    }
  }

  @Test
  void aKeyHasNoFactors() {
    try (App app = App.start(WithKeys.class)) {
      app.bean(OwnerManager.class)
          .createUser(dev.sallyport.spi.OwnerRegistry.User.service(App.ADA));
      App.Token token = new App.Token(app.token());
      assertThat(app.send("GET", "/api/factors", token).statusCode()).isEqualTo(403);
      assertThat(app.send("GET", "/api/me", token).statusCode()).as("authenticated").isEqualTo(404);
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
    }
  }
}
