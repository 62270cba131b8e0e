package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application with Liquibase and Hibernate, on an empty database. */
@Tag("slow")
class LiquibaseTest {
  private static final String WITH_LIQUIBASE = "--spring.liquibase.enabled=true";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    /** Needs a table of the application when it is created, and is used by Sallyport. */
    @Bean
    OwnerDirectory users(JdbcTemplate jdbc) {
      Integer drafts = jdbc.queryForObject("select count(*) from draft", Integer.class);
      OwnerStatus status = OwnerStatus.ACTIVE.userActive(drafts != null);
      return owner -> Optional.of(new OwnerProfile(owner, "", "", status));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutOwners {}

  @Entity(name = "Draft")
  static class Draft {
    @Id long id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "jpa"})
  void changesOfTheApplicationComeFirst(String store) {
    try (App app =
        App.startWith(
            WITH_LIQUIBASE,
            Application.class,
            "spring.flyway.enabled=false",
            "spring.liquibase.change-log=classpath:app/changelog.yaml",
            App.WITH_HIBERNATE,
            "sallyport.paths=/api/**",
            "sallyport.store=" + store)) {
      assertThat(app.send("GET", "/api/drafts", new App.Token(app.token())).statusCode())
          .isEqualTo(404);
      assertThat(app.get("/api/drafts").statusCode()).isEqualTo(401);
      assertThat(
              app.bean(EntityManagerFactory.class)
                  .createEntityManager()
                  .createQuery("select d from Draft d", Draft.class)
                  .getResultList())
          .isEmpty();
    }
  }

  @Test
  void liquibaseMayCreateTheTablesOfSallyport() {
    try (App app =
        App.startWith(
            WITH_LIQUIBASE,
            WithoutOwners.class,
            "spring.flyway.enabled=false",
            "spring.liquibase.change-log=classpath:app/changelog-with-keys.yaml",
            "sallyport.schema=validate",
            "sallyport.paths=/api/**")) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      assertThat(app.send("GET", "/api/drafts", new App.Token(app.token())).statusCode())
          .isEqualTo(404);
    }
  }
}
