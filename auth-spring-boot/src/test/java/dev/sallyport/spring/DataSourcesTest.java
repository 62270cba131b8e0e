package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
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
  void severalDataSourcesNeedAMark() {
    assertThat(Output.ofFailedStart(Ambiguous.class, "spring.flyway.enabled=false"))
        .contains("APPLICATION FAILED TO START")
        .contains("mark the one of Sallyport with @SallyportDataSource");
  }
}
