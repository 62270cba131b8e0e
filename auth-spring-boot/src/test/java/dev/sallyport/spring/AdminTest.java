package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spring.internal.EnvironmentSettings;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console and the management API behind Spring Security. */
class AdminTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String PATH = "sallyport.admin-path=/admin";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(
              it ->
                  it.requestMatchers(HttpMethod.GET, "/open")
                      .permitAll()
                      .anyRequest()
                      .authenticated())
          .formLogin(withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          user("ada", "ADMIN"), user("bob", "USER")); // bob is staff too, without the role
    }

    private static UserDetails user(String name, String role) {
      return org.springframework.security.core.userdetails.User.withUsername(name)
          .password("{noop}secret")
          .roles(role)
          .build();
    }

    @Bean
    Pages controller() {
      return new Pages();
    }

    @Bean
    ServletRegistrationBean<Database> database() {
      return new ServletRegistrationBean<>(new Database(), "/admin/db/*");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOneSession {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .formLogin(withDefaults())
          .sessionManagement(it -> it.maximumSessions(1))
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(Config.user("ada", "ADMIN"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithLoginBelow {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
      return http.formLogin(it -> it.loginPage("/admin/login")).build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOwnChain {
    @Bean
    @Order(1)
    SecurityFilterChain sallyportAdminFilterChain(HttpSecurity http) throws Exception {
      return http.securityMatcher(request -> request.getServletPath().equals("/admin"))
          .authorizeHttpRequests(it -> it.anyRequest().denyAll())
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithSettings {
    @Bean
    Settings settings() {
      return EnvironmentSettings.read(new StandardEnvironment());
    }
  }

  /** Another servlet below the path of the console. */
  static final class Database extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("database");
    }
  }

  @RestController
  static class Pages {
    @GetMapping("/open")
    String open() {
      return "open";
    }
  }

  @Test
  void aSessionThatTheApplicationHasEndedDoesNotOpenTheConsole() {
    try (App app =
        App.start(
            WithOneSession.class,
            PATH,
            "sallyport.admin-sign-in=host",
            "sallyport.admin-role=ADMIN")) {
      createStaff(app, "ada");
      Browser first = new Browser(app);
      first.get("/admin/keys");
      first.submit("/login", Map.of("username", "ada", "password", "secret"));
      assertThat(first.get("/admin/keys").uri().getPath()).isEqualTo("/admin/keys");
      Browser second = new Browser(app);
      second.get("/admin/keys");
      second.submit("/login", Map.of("username", "ada", "password", "secret"));
      assertThat(second.get("/admin/keys").uri().getPath()).isEqualTo("/admin/keys");
      assertThat(first.get("/admin/keys").body()).contains("session has been expired");
    }
  }

  @Test
  void theConsoleIsBehindTheLoginOfTheApplication() {
    try (App app =
        App.start(
            Config.class, PATH, "sallyport.admin-sign-in=host", "sallyport.admin-role=ADMIN")) {
      createStaff(app, "ada", "bob");
      HttpResponse<String> part = app.get("/admin/keys", "HX-Request", "true");
      assertThat(part.statusCode()).isEqualTo(401);
      assertThat(part.headers().firstValue("HX-Refresh")).contains("true");
      Browser ada = new Browser(app);
      assertThat(ada.get("/admin/keys").uri().getPath()).isEqualTo("/login");
      HttpResponse<String> keys =
          ada.submit("/login", Map.of("username", "ada", "password", "secret"));
      assertThat(keys.uri().getPath()).isEqualTo("/admin/keys");
      assertThat(keys.body()).contains("Create a key");

      ada.get("/admin/keys/new");
      HttpResponse<String> created = ada.submit("/admin/keys/new", Map.of("name", "nightly"));
      assertThat(created.body()).contains("nightly").contains("sp_");

      ada.get("/admin/keys");
      assertThat(ada.submit("/admin/sign-out", Map.of()).uri().getPath()).isEqualTo("/login");
      assertThat(ada.get("/admin/keys").uri().getPath()).isEqualTo("/login");

      Browser bob = new Browser(app);
      bob.get("/admin/keys");
      assertThat(bob.submit("/login", Map.of("username", "bob", "password", "secret")).statusCode())
          .isEqualTo(403);
      assertThat(app.get("/open").body()).isEqualTo("open");
    }
  }

  @Test
  void theManagementApiRespondsByItself() {
    try (App app = App.start(Config.class, PATH)) {
      createStaff(app, "ada");
      HttpResponse<String> none = app.get("/admin/api/v1/keys");
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(none.headers().firstValue("Content-Type"))
          .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
      App.Token token = new App.Token(app.token("admin:*"));
      assertThat(app.send("GET", "/admin/api/v1/keys", token).body()).contains("\"total\":1");
      assertThat(
              app.send("GET", "/admin/api/v1/keys", new App.Token(app.token("*:none")))
                  .statusCode())
          .isEqualTo(403);
      assertThat(app.get("/admin/keys").statusCode()).as("there is no console").isEqualTo(403);
    }
  }

  @Test
  void usersOfTheStoreSignInAtTheConsole() {
    try (App app = App.start(Config.class, PATH, "sallyport.admin-sign-in=directory")) {
      createStaff(app, "ada");
      assertThat(app.get("/admin/db").headers().firstValue("Location"))
          .as("another servlet")
          .hasValueSatisfying(it -> assertThat(it).endsWith("/login"));
      Browser ada = new Browser(app);
      assertThat(ada.get("/admin/keys").uri().getPath()).isEqualTo("/admin/sign-in");
      HttpResponse<String> keys =
          ada.submit("/admin/sign-in", Map.of("username", "ada", "password", PASSWORD));
      assertThat(keys.uri().getPath()).isEqualTo("/admin/keys");
      assertThat(keys.headers().allValues("Set-Cookie")).noneMatch(it -> it.contains("JSESSIONID"));
    }
  }

  @Test
  void exemptPathsOfTheConsoleDoNotOpenOtherServlets() {
    try (App app =
        App.start(
            Config.class, PATH, "sallyport.paths=/**", "sallyport.exempt-paths=/admin/*, /login")) {
      assertThat(app.get("/admin/db").statusCode()).isEqualTo(302);
      assertThat(app.get("/admin/api/v1/keys").statusCode()).isEqualTo(401);
      assertThat(app.get("/open").statusCode()).isEqualTo(401);
      Browser ada = new Browser(app);
      ada.get("/login");
      ada.submit("/login", Map.of("username", "ada", "password", "secret"));
      assertThat(ada.get("/admin/db").body()).isEqualTo("database");
    }
  }

  @Test
  void contradictionsStopTheStart() {
    assertThat(Output.ofFailedStart(Config.class, PATH, "sallyport.admin-sign-in=host"))
        .contains("APPLICATION FAILED TO START")
        .contains("admin-role is not set");
    assertThat(Output.ofFailedStart(Config.class, PATH, "sallyport.paths=/**"))
        .contains("add /admin/* to the exempt-paths");
    assertThat(Output.ofFailedStart(WithLoginBelow.class, PATH))
        .contains("The login page /admin/login is below admin-path /admin");
    assertThat(Output.ofFailedStart(WithSettings.class, PATH))
        .contains("The bean of type Settings has no admin-path.");
  }

  @Test
  void anEmptyPathIsNone() {
    for (String empty : List.of("sallyport.admin-path=", "sallyport.admin-path=${none:}")) {
      try (App app = App.start(Config.class, empty)) {
        assertThat(app.context().containsBean("sallyportAdminServlet")).as(empty).isFalse();
        assertThat(app.get("/page").statusCode()).as(empty).isEqualTo(302);
      }
    }
  }

  @Test
  void theChainGivesWayToOneOfTheApplication() {
    try (App app = App.start(WithOwnChain.class, PATH)) {
      assertThat(app.get("/admin/api/v1/keys").statusCode()).isEqualTo(403);
    }
  }

  static void createStaff(App app, String... names) {
    OwnerManager owners = app.bean(OwnerManager.class);
    for (String name : names) {
      owners.createUser(User.person(Owner.of(name)).staff(true), Secret.of(PASSWORD));
    }
  }
}
