package dev.sallyport.spring;

import dev.sallyport.config.SettingException;
import dev.sallyport.spring.internal.FlywayDefault;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration that makes sure that the starter's Flyway does not switch off migrations of
 * the application: with Boot 3.5, {@code spring.flyway.enabled} is false by default where there is
 * neither a property of Flyway nor a file in {@code db/migration}.
 *
 * <pre>{@code
 * # application.properties: migrations are beans only
 * spring.flyway.enabled=true
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(JavaMigration.class)
public final class SallyportFlywayAutoConfiguration {
  SallyportFlywayAutoConfiguration() {}

  @Bean
  static BeanFactoryPostProcessor sallyportFlywayCheck(ConfigurableEnvironment environment) {
    return beans -> {
      if (environment.getPropertySources().contains(FlywayDefault.SOURCE)
          && beans.getBeanNamesForType(JavaMigration.class, true, false).length > 0) {
        throw new SettingException(
            "The application has beans of type JavaMigration, and no files in db/migration: set"
                + " spring.flyway.enabled=true to run them, or false.");
      }
    };
  }
}
