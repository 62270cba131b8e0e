package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One dependency and one property protect an application. Spring Security is not there. */
@Tag("without-security")
class WithoutSecurityTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {
    @Bean
    Notes notes() {
      return new Notes();
    }
  }

  @RestController
  static class Notes {
    @GetMapping({"/api/me", "/open/me"})
    String me(HttpServletRequest request) {
      return request.getUserPrincipal() == null ? "no one" : request.getRemoteUser();
    }

    @GetMapping("/api/async")
    Callable<String> async(HttpServletRequest request) {
      return request::getRemoteUser;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithBeans {
    @Bean
    Notes notes() {
      return new Notes();
    }

    @Bean
    OwnerDirectory users(JdbcTemplate jdbc) {
      jdbc.queryForObject("select count(*) from note", Integer.class); // Flyway has run before
      return owner ->
          owner.equals(App.ADA)
              ? Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE))
              : Optional.empty();
    }

    @Bean
    AccessPolicy policy() {
      return (key, request) ->
          request.path().equals("/api/async")
              ? Optional.of(AccessPolicy.Denial.of(DenialReason.NETWORK_NOT_ALLOWED))
              : Optional.empty();
    }

    @Bean
    Events events() {
      return new Events(new CopyOnWriteArrayList<>());
    }
  }

  record Events(List<String> seen) implements EventListener {
    @Override
    public void on(Event event) {
      seen.add(event.getClass().getSimpleName());
    }
  }

  @Test
  void forwardedFieldsOfClientsAreNotBelievedSilently() {
    String paths = "sallyport.paths=/api/**";
    String strategy = "server.forward-headers-strategy=framework";
    String output = Output.of(() -> App.start(Plain.class, paths, strategy).close());
    assertThat(output).contains("a client can choose the address that keys are restricted to");
    assertThat(
            Output.ofFailedStart(
                Plain.class, paths, strategy, "sallyport.trusted-proxies=192.0.2.1"))
        .contains("trusted-proxies")
        .contains("which hides the fields of proxies: remove it, or use native");
  }

  @Test
  void pathsAreProtectedOnAnEmptyDatabaseWithTheApplicationsOwnFlyway() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    try (App app = App.startOn(url, Plain.class, "sallyport.paths=/api/**")) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      App.Token token = new App.Token(app.token());

      assertThat(app.get("/open/me").body()).isEqualTo("no one");
      assertThat(app.get("/api/me").statusCode()).isEqualTo(401);
      assertThat(app.get("/api").statusCode()).isEqualTo(401);
      assertThat(app.get("/api/../open/me").statusCode()).isEqualTo(400);
      assertThat(app.get("/open/%2E%2e;x/api/me").statusCode()).isEqualTo(400);
      assertThat(app.get("//api/me").statusCode()).isEqualTo(400);
      assertThat(app.get("/%2fapi/me").statusCode()).isEqualTo(400);
      assertThat(app.get("/api/me").headers().firstValue("Content-Type"))
          .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
      assertThat(app.send("GET", "/api/me", token).body()).isEqualTo("ada");
      assertThat(app.send("GET", "/api/async", token).body()).isEqualTo("ada");
      assertThat(app.bean(JdbcTemplate.class).queryForList("select * from note")).isEmpty();
    }
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        ResultSet used =
            connection
                .createStatement()
                .executeQuery(
                    "select last_used_at from sallyport_key where last_used_at is not null")) {
      assertThat(used.next()).as("the last use is stored when the application ends").isTrue();
    }
  }

  @Test
  void beansOfTheApplicationAreUsed() {
    try (App app = App.start(WithBeans.class, "sallyport.paths=/api/**", "sallyport.store=jpa")) {
      App.Token token = new App.Token(app.token());

      assertThat(app.send("GET", "/api/me", token).body()).isEqualTo("ada");
      assertThat(app.send("GET", "/api/async", token).statusCode()).isEqualTo(403);
      assertThat(app.bean(Events.class).seen()).contains("KeyChanged", "Authenticated", "Denied");
      assertThat(app.bean(Sallyport.class).keepsOwners()).isFalse();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOwners {
    @Bean
    OwnerDirectory users() {
      return owner -> Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE));
    }
  }

  @Test
  void keysInMemoryOfTheApplicationsOwnersAreActive() {
    try (App app = App.start(WithOwners.class, "sallyport.store=memory")) {
      ApiKeyManager keys = app.bean(ApiKeyManager.class);
      keys.create(CreateKeyRequest.of(App.ADA, "x"));

      assertThat(keys.summary(Duration.ofDays(1)).in(EffectiveState.ACTIVE)).isEqualTo(1);
    }
  }

  @Test
  void nothingIsProtectedByDefaultWhichIsSaid() {
    String output =
        Output.of(
            () -> {
              try (App app = App.start(Plain.class, "sallyport.store=memory")) {
                assertThat(app.get("/api/me").body()).isEqualTo("no one");
              }
            });

    assertThat(output).containsOnlyOnce("No request needs an API key: set sallyport.paths");
  }

  @Test
  void aMisspeltPropertyStopsTheStart() {
    assertThat(Output.ofFailedStart(Plain.class, "sallyport.max-stalness=1s"))
        .contains("APPLICATION FAILED TO START")
        .contains("Unknown setting 'max-stalness'")
        .contains("Did you mean 'max-staleness'?");
  }

  @Test
  void anInvalidValueStopsTheStart() {
    assertThat(Output.ofFailedStart(Plain.class, "sallyport.max-staleness=soon"))
        .contains("APPLICATION FAILED TO START")
        .contains("Invalid value 'soon' for max-staleness (property sallyport.max-staleness")
        .contains("Correct or remove the property.");
  }

  @Test
  void missingTablesStopTheStart() {
    assertThat(Output.ofFailedStart(Plain.class, "sallyport.schema=validate"))
        .contains("APPLICATION FAILED TO START")
        .contains("The H2 database has no table sallyport_key")
        .contains("set sallyport.schema=migrate");
  }

  @Test
  void anotherDatabaseStopsTheStart() {
    assertThat(Output.ofFailedStart(Plain.class, "sallyport.db-url=jdbc:h2:mem:other"))
        .contains("APPLICATION FAILED TO START")
        .contains("set spring.datasource instead");
  }
}
