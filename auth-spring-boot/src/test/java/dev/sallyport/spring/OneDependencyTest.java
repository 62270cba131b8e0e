package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application without Flyway of its own, to which nothing but the starter is added. It has no
 * Spring Security, Actuator and Micrometer.
 */
@Tag("one-dependency")
class OneDependencyTest {
  private static final Owner ADA = Owner.of("ada");

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Pets {
    @GetMapping("/api/me")
    String me(HttpServletRequest request) {
      return request.getRemoteUser();
    }

    @GetMapping("/api/logout")
    String logout(HttpServletRequest request) throws ServletException {
      String before = request.getRemoteUser();
      request.logout();
      return before + " " + request.getRemoteUser() + " " + request.getUserPrincipal();
    }
  }

  @Entity(name = "Pet")
  static class Pet {
    @Id long id;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithMigrationBean {
    @Bean
    JavaMigration migration() {
      return new V1__Pets();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithFlywayInCode {
    @Bean
    FlywayConfigurationCustomizer locations() {
      return it -> it.locations("classpath:sql");
    }
  }

  @SuppressWarnings("checkstyle:TypeName") // as Flyway wants it
  static class V1__Pets extends BaseJavaMigration {
    @Override
    public void migrate(Context context) {
      throw new AssertionError("must not run");
    }
  }

  private static ConfigurableApplicationContext start(Class<?> application, String... more) {
    SpringApplication started = new SpringApplication(application);
    started.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "spring.main.banner-mode", "off",
            "logging.level.root", "warn",
            "spring.jpa.open-in-view", "false",
            "spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID(),
            "sallyport.paths", "/api/**"));
    return started.run(more);
  }

  @Test
  void tablesOfBothAreCreated() {
    try (ConfigurableApplicationContext context = start(Pets.class)) {
      EntityManager entities = context.getBean(EntityManager.class);
      assertThat(entities.createQuery("select p from Pet p", Pet.class).getResultList()).isEmpty();
      assertThat(
              context
                  .getBean(JdbcTemplate.class)
                  .queryForObject("select count(*) from sallyport_key", Integer.class))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.security.web.SecurityFilterChain",
        "org.springframework.boot.actuate.health.HealthIndicator",
        "io.micrometer.core.instrument.MeterRegistry",
        "dev.sallyport.jpa.JpaBackend",
        "dev.sallyport.admin.AdminServlet"
      })
  void nothingElseIsThere(String name) {
    assertThat(ClassUtils.isPresent(name, null)).isFalse();
  }

  @Test
  void keysAreCreatedAndUsed() throws IOException, InterruptedException {
    try (ConfigurableApplicationContext context = start(Pets.class)) {
      context.getBean(OwnerManager.class).createUser(User.service(ADA));
      Created created =
          (Created)
              context.getBean(ApiKeyManager.class).create(CreateKeyRequest.of(ADA, "a program"));

      assertThat(get(context, "/api/me", "none").statusCode()).isEqualTo(401);
      String token = created.token().reveal();
      assertThat(get(context, "/api/me", token).body()).isEqualTo("ada");
      assertThat(get(context, "/api/logout", token).body()).isEqualTo("ada null null");
    }
  }

  private static HttpResponse<String> get(
      ConfigurableApplicationContext context, String path, String token)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(classes = {WithMigrationBean.class, WithFlywayInCode.class})
  void flywayConfiguredByBeansIsNotSwitchedOffSilently(Class<?> application) {
    String output =
        Output.of(
            () -> {
              try (ConfigurableApplicationContext context = start(application)) {
                throw new AssertionError("started " + context);
              } catch (RuntimeException e) {
                // as expected
              }
            });
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("set spring.flyway.enabled=true to run Flyway, or false");
  }
}
