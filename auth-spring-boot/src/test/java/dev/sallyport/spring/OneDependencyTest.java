package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application without Flyway of its own, to which nothing but the starter is added. */
@Tag("without-security")
class OneDependencyTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Pets {}

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

  @Test
  void migrationsThatAreBeansAreNotSwitchedOffSilently() {
    String output =
        Output.of(
            () -> {
              try (ConfigurableApplicationContext context = start(WithMigrationBean.class)) {
                throw new AssertionError("started " + context);
              } catch (RuntimeException e) {
                // as expected
              }
            });
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("set spring.flyway.enabled=true to run them, or false");
  }
}
