package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.POST;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.ResourceDirectory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests that need no key are left to the chains of the application. */
class ApplicationChainTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithUsers {
    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          org.springframework.security.core.userdetails.User.withUsername("bob")
              .password("{noop}secret")
              .roles("USER")
              .build());
    }

    @Bean
    Pages controller() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithLogin extends WithUsers {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .formLogin(withDefaults())
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOpenResources extends WithLogin {
    @Bean
    ResourceResolver resolver() {
      return request ->
          request.path().equals("/api/open")
              ? Optional.of(new ResourceId("page", "status"))
              : Optional.empty();
    }

    @Bean
    ResourceDirectory resources() {
      return id -> Optional.of(Resource.unbound(id, "acme"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutChain {
    @Bean
    Pages controller() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOtherChain {
    @Bean
    SecurityFilterChain other(HttpSecurity http) throws Exception {
      return http.securityMatcher("/other/**")
          .authorizeHttpRequests(it -> it.anyRequest().denyAll())
          .build();
    }

    @Bean
    Pages controller() {
      return new Pages();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithForwards extends WithUsers {
    @Bean
    SecurityFilterChain forwarding(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(
              it ->
                  it.requestMatchers("/failed", "/denied", "/entry")
                      .permitAll()
                      .anyRequest()
                      .authenticated())
          .formLogin(it -> it.failureForwardUrl("/failed"))
          .exceptionHandling(it -> it.accessDeniedPage("/denied"))
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithKeysAndLogin extends WithLogin {
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .with(apiKeys(), withDefaults())
          .csrf(withDefaults())
          .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
          .exceptionHandling(it -> it.accessDeniedHandler(new AccessDeniedHandlerImpl()))
          .build();
    }
  }

  @RestController
  static class Pages {
    @RequestMapping(
        path = {"/failed", "/denied", "/error"},
        method = {GET, POST}) // more specific than the error page of Spring Boot
    String page(HttpServletRequest request) {
      return "page of " + request.getRemoteUser();
    }

    @GetMapping("/entry")
    void entry(HttpServletRequest request, HttpServletResponse response) throws Exception {
      request.getRequestDispatcher("/api/me").forward(request, response);
    }

    @GetMapping({"/api/me", "/api/open", "/other"})
    String me(HttpServletRequest request) {
      return "of " + request.getRemoteUser();
    }

    @PostMapping("/api/me")
    String change() {
      return "changed";
    }
  }

  @Test
  void optionalKeysLeaveRequestsWithoutOneToTheApplication() {
    try (App app =
        App.start(WithLogin.class, "sallyport.paths=/api/**", "sallyport.mode=optional")) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(302);
      assertThat(app.get("/api/me", "X-API-Key", "wrong").statusCode()).isEqualTo(401);
      assertThat(app.send("GET", "/api/me", token(app)).body()).isEqualTo("of ada");
      Browser bob = signedIn(app);
      assertThat(bob.get("/api/me").body()).isEqualTo("of bob");
      assertThat(bob.submit("/api/me", Map.of()).statusCode())
          .as("without CSRF token")
          .isEqualTo(403);
    }
  }

  @Test
  void openResourcesAreLeftToTheApplication() {
    try (App app =
        App.start(
            WithOpenResources.class,
            "sallyport.paths=/api/**",
            "sallyport.unbound-resources=open")) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
      assertThat(app.get("/api/open").statusCode()).isEqualTo(302);
      assertThat(app.send("GET", "/api/open", token(app)).body()).isEqualTo("of ada");
    }
  }

  @Test
  void exemptPathsAreLeftToTheApplicationWithItsLogin() {
    try (App app =
        App.start(
            WithLogin.class, "sallyport.paths=/**", "sallyport.exempt-paths=/login, /other")) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
      assertThat(app.get("/other").statusCode()).isEqualTo(302);
      Browser bob = signedIn(app);
      assertThat(bob.get("/other").body()).isEqualTo("of bob");
      assertThat(bob.get("/api/me").statusCode()).isEqualTo(401);
      assertThat(app.send("GET", "/missing", token(app)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void forwardsOfTheApplicationsChainStayInIt() {
    try (App app =
        App.start(
            WithForwards.class, "sallyport.paths=/**", "sallyport.exempt-paths=/login, /other")) {
      Browser browser = new Browser(app);
      browser.get("/login");
      HttpResponse<String> failed =
          browser.submit("/login", Map.of("username", "bob", "password", "wrong"));
      assertThat(failed.body()).isEqualTo("page of null");
      assertThat(failed.statusCode()).isEqualTo(200);

      Browser bob = signedIn(app);
      assertThat(bob.get("/other").body()).isEqualTo("of bob");
      HttpResponse<String> denied = bob.submit("/other", Map.of());
      assertThat(denied.body()).as("without CSRF token").isEqualTo("page of bob");
      assertThat(denied.statusCode()).isEqualTo(403);
      assertThat(app.get("/failed").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aForwardFromAnotherPathToAProtectedOneNeedsAKey() {
    try (App app = App.start(WithForwards.class, "sallyport.paths=/api/**")) {
      assertThat(app.get("/entry").statusCode()).isEqualTo(401);
      assertThat(app.send("GET", "/entry", token(app)).body()).isEqualTo("of ada");
    }
  }

  @Test
  void errorPagesOfTheApplicationsChainHaveTheUserOfItsSession() {
    for (Class<?> config : List.of(WithLogin.class, WithKeysAndLogin.class)) {
      try (App app = App.start(config, "sallyport.paths=/**", "sallyport.accept-session=true")) {
        Browser bob = signedIn(app);
        assertThat(bob.get("/api/me").body()).isEqualTo("of bob");
        HttpResponse<String> denied = bob.submit("/api/me", Map.of());
        assertThat(denied.statusCode()).as("without CSRF token").isEqualTo(403);
        assertThat(denied.body()).isEqualTo("page of bob");
        assertThat(app.send("GET", "/missing", token(app)).body()).isEqualTo("page of ada");
      }
    }
  }

  @Test
  void anAcceptedSessionIsThatOfTheApplicationWithItsCsrfProtection() {
    try (App app =
        App.start(WithLogin.class, "sallyport.paths=/api/**", "sallyport.accept-session=true")) {
      assertThat(app.get("/api/me").statusCode()).isEqualTo(302);
      Browser bob = signedIn(app);
      assertThat(bob.get("/api/me").body()).isEqualTo("of bob");
      assertThat(bob.submit("/api/me", Map.of()).statusCode())
          .as("without CSRF token")
          .isEqualTo(403);
      assertThat(app.send("POST", "/api/me", token(app)).body()).isEqualTo("changed");
    }
  }

  @Test
  void withoutChainsOfTheApplicationTheLoginOfSpringBootIsInFrontOfExemptPaths() {
    try (App app =
        App.start(WithoutChain.class, "sallyport.paths=/**", "sallyport.exempt-paths=/other")) {
      assertThat(app.get("/other").statusCode()).isEqualTo(401);
      assertThat(app.get("/other", "Accept", "text/html").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void aRequestOfNoOtherChainStaysInThatOfSallyport() {
    try (App app =
        App.start(
            WithOtherChain.class, "sallyport.paths=/**", "sallyport.exempt-paths=/api/open")) {
      assertThat(app.get("/api/open").headers().firstValue("X-Frame-Options")).contains("DENY");
    }
  }

  private static App.Token token(App app) {
    app.bean(OwnerManager.class).createUser(User.service(App.ADA));
    return new App.Token(app.token());
  }

  private static Browser signedIn(App app) {
    Browser browser = new Browser(app);
    browser.get("/login");
    assertThat(
            browser
                .submit("/login", Map.of("username", "bob", "password", "secret"))
                .uri()
                .getQuery())
        .isNotEqualTo("error");
    browser.get("/login"); // a page without a form in the next request
    return browser;
  }
}
