package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys in another data source than that of the application. */
class DataSourcesTest {
  private static final String KEYS = "select count(*) from sallyport_key";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Marked {
    @Bean(defaultCandidate = false)
    @SallyportDataSource
    DataSource keys() {
      return source();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithTwoManagers extends Marked {
    @Bean
    PlatformTransactionManager ofKeys(@Qualifier("keys") DataSource keys) {
      return new DataSourceTransactionManager(keys);
    }

    @Bean
    PlatformTransactionManager ofOthers(DataSource others) {
      return new DataSourceTransactionManager(others);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Ambiguous {
    @Bean
    DataSource one() {
      return source();
    }

    @Bean
    DataSource two() {
      return source();
    }
  }

  private static DataSource source() {
    return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  @Test
  void theMarkedDataSourceHasTheKeys() {
    try (App app = App.start(Marked.class)) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      new TransactionTemplate(app.bean(PlatformTransactionManager.class))
          .executeWithoutResult(
              status -> {
                app.token();
                status.setRollbackOnly(); // of another data source
              });

      JdbcTemplate keys = new JdbcTemplate((DataSource) app.context().getBean("keys"));
      assertThat(keys.queryForObject(KEYS, Integer.class)).isEqualTo(1);
      assertThatThrownBy(() -> app.bean(JdbcTemplate.class).queryForObject(KEYS, Integer.class))
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void changesInATransactionOfAnotherManagerEndWithThatOfTheirConnection() {
    try (App app = App.start(WithTwoManagers.class, "sallyport.paths=/api/**")) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      App.Token token = new App.Token(app.token());
      UUID key = app.bean(ApiKeyManager.class).list(ApiKeyQuery.all()).items().get(0).id();
      TransactionTemplate outer = template(app, "ofKeys");
      TransactionTemplate inner = template(app, "ofOthers");
      assertThat(status(app, token)).isEqualTo(404);

      outer.executeWithoutResult(
          all -> {
            inner.executeWithoutResult(it -> app.bean(ApiKeyManager.class).deactivate(key));
            assertThat(status(app, token)).as("not committed yet").isEqualTo(404);
          });
      assertThat(status(app, token)).isEqualTo(401);

      outer.executeWithoutResult(
          all ->
              inner.executeWithoutResult(
                  it -> {
                    app.bean(ApiKeyManager.class).activate(key);
                    it.setRollbackOnly(); // the outer one is committed
                  }));
      assertThat(status(app, token)).isEqualTo(404);
    }
  }

  private static TransactionTemplate template(App app, String manager) {
    return new TransactionTemplate(
        app.context().getBean(manager, PlatformTransactionManager.class));
  }

  /** Asks on another thread, which takes part in no transaction. */
  private static int status(App app, App.Token token) {
    return app.send("GET", "/api/notes", token).statusCode();
  }

  @Test
  void severalDataSourcesNeedAMark() {
    assertThat(Output.ofFailedStart(Ambiguous.class, "spring.flyway.enabled=false"))
        .contains("APPLICATION FAILED TO START")
        .contains("mark the one of Sallyport with @SallyportDataSource");
  }
}
