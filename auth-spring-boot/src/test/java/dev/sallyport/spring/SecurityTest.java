package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static dev.sallyport.spring.ApiKeyScopes.hasScope;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spring.App.Token;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** API keys in a chain of Spring Security, beside one with a form login. */
class SecurityTest {
  private static final String SITE = "https://app.example";

  private static App app;
  private static Token writer;
  private static Token reader;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableMethodSecurity
  static class Config {
    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .with(apiKeys(), withDefaults())
          .authorizeHttpRequests(
              it ->
                  it.requestMatchers(HttpMethod.POST, "/api/notes")
                      .access(hasScope("notes:write"))
                      .anyRequest()
                      .authenticated())
          .build();
    }

    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .formLogin(withDefaults())
          .build();
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource() {
      CorsConfiguration cors = new CorsConfiguration();
      cors.setAllowedOrigins(List.of(SITE));
      cors.setAllowedMethods(List.of("GET", "POST"));
      UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
      source.registerCorsConfiguration("/**", cors);
      return source;
    }

    @Bean
    Notes notes() {
      return new Notes();
    }
  }

  @RestController
  static class Notes {
    @GetMapping({"/api/me", "/v2/me"})
    String me(@AuthenticationPrincipal ApiKeyPrincipal key, HttpServletRequest request) {
      return key.owner().userId()
          + " "
          + (request.getUserPrincipal() instanceof ApiKeyAuthentication)
          + " "
          + request.isUserInRole("notes:write")
          + " "
          + request.getHeader("Authorization");
    }

    @GetMapping("/api/authentication")
    String authentication(Authentication authentication, Principal principal) {
      return authentication.getName() + " " + (authentication == principal);
    }

    @GetMapping("/api/logout")
    String logout(HttpServletRequest request) throws ServletException {
      String before = request.getRemoteUser();
      assertThatThrownBy(() -> request.login("ada", "secret")).isInstanceOf(ServletException.class);
      request.logout();
      return before
          + " "
          + request.getUserPrincipal()
          + " "
          + SecurityContextHolder.getContext().getAuthentication();
    }

    @GetMapping("/api/async")
    Callable<String> async() {
      return () -> requireNonNull(SecurityContextHolder.getContext().getAuthentication()).getName();
    }

    @GetMapping("/api/broken")
    String broken() {
      throw new IllegalStateException("broken");
    }

    @PostMapping("/api/notes")
    String add() {
      return "added";
    }

    @PreAuthorize("hasScope('notes:write')")
    @GetMapping("/api/method")
    String method() {
      return "done";
    }

    @PreAuthorize("hasScope()")
    @GetMapping("/api/none")
    String none() {
      return "not reached";
    }

    @GetMapping("/page")
    String page() {
      return "page";
    }
  }

  @BeforeAll
  static void start() {
    app =
        App.start(
            Config.class,
            "sallyport.paths[0]=/v2/**",
            "sallyport.paths[1]=/api/**",
            "sallyport.rate-limits[0]=key:20/m");
    app.bean(OwnerManager.class).createUser(User.service(App.ADA));
    writer = new Token(app.token("notes:*"));
    reader = new Token(app.token("notes:read"));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void aKeyIsThePrincipalAndItsScopesAreRoles() {
    assertThat(get("/api/me", writer).body()).isEqualTo("ada true true null");
    assertThat(get("/api/me", reader).body()).isEqualTo("ada true false null");
  }

  @Test
  void theUserOfTheRequestIsTheAuthentication() {
    assertThat(get("/api/authentication", writer).body()).isEqualTo("ada true");
    Owner other = new Owner("acme", "ada");
    OwnerManager owners = app.bean(OwnerManager.class);
    owners.createAccount(new Account("acme", "Acme", true));
    owners.createUser(User.service(other));
    assertThat(get("/api/authentication", new Token(app.tokenOf(other))).body())
        .isEqualTo("ada@acme true");
  }

  @Test
  void logoutEndsTheRequestsAuthentication() {
    assertThat(get("/api/logout", writer).body()).isEqualTo("ada null null");
  }

  @Test
  void aRuleNeedsAScope() {
    assertThatThrownBy(ApiKeyScopes::hasScope).isInstanceOf(IllegalArgumentException.class);
    assertThat(get("/api/none", writer).statusCode()).isEqualTo(500);
  }

  @Test
  void noKeyIsAProblemWithCorsHeadersAndWithoutASession() {
    HttpResponse<String> response = app.get("/api/me", "Origin", SITE);

    assertThat(response.statusCode()).isEqualTo(401);
    assertProblem(response);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void aRuleOfScopesDeniesWithAProblem() {
    assertThat(send("POST", "/api/notes", writer).statusCode()).isEqualTo(200);
    HttpResponse<String> denied = send("POST", "/api/notes", reader);
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("notes:write");
    assertProblem(denied);
  }

  @Test
  void methodSecurityHonoursWildcards() {
    assertThat(get("/api/method", writer).body()).isEqualTo("done");
    HttpResponse<String> denied = get("/api/method", reader);
    assertThat(denied.statusCode()).isEqualTo(403);
    assertProblem(denied);
  }

  @Test
  void asynchronousAndFailedRequestsKeepTheirUser() {
    assertThat(get("/api/async", writer).body()).isEqualTo("ada");
    assertThat(get("/api/broken", writer).statusCode()).isEqualTo(500);
  }

  @Test
  void anExceededQuotaIsAProblem() {
    Token busy = new Token(app.token());
    HttpResponse<String> last = get("/api/me", busy);
    for (int i = 0; i < 20; i++) {
      last = get("/api/me", busy);
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertProblem(last);
  }

  @Test
  void pathsOfThePropertyAreProtectedBeforeTheFormLogin() {
    assertThat(app.get("/v2/me").statusCode()).isEqualTo(401);
    assertThat(get("/v2/me", writer).body()).startsWith("ada true true");
  }

  @Test
  void theFormLoginOfOtherPathsIsUntouched() {
    HttpResponse<String> page = app.get("/page");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location"))
        .hasValueSatisfying(it -> assertThat(it).endsWith("/login"));
    assertThat(get("/page", writer).statusCode()).isEqualTo(302);
  }

  private static void assertProblem(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  private static HttpResponse<String> get(String path, Token token) {
    return send("GET", path, token);
  }

  private static HttpResponse<String> send(String method, String path, Token token) {
    return app.send(method, path, "Authorization", "Bearer " + token.text(), "Origin", SITE);
  }
}
