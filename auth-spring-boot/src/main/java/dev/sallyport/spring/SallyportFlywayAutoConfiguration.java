package dev.sallyport.spring;

import dev.sallyport.config.SettingException;
import dev.sallyport.spring.internal.FlywayDefault;
import java.util.List;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

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
  /** What an application adds to Flyway in code; the latter two are of Boot 3.5. */
  private static final List<String> TYPES =
      List.of(
          "org.flywaydb.core.api.migration.JavaMigration",
          "org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer",
          "org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy");

  SallyportFlywayAutoConfiguration() {}

  @Bean
  static BeanFactoryPostProcessor sallyportFlywayCheck(ConfigurableEnvironment environment) {
    return beans -> {
      if (environment.getPropertySources().contains(FlywayDefault.SOURCE)
          && TYPES.stream().anyMatch(it -> hasBean(it, beans))) {
        throw new SettingException(
            "The application configures Flyway by beans, and has no files in db/migration: set"
                + " spring.flyway.enabled=true to run Flyway, or false.");
      }
    };
  }

  private static boolean hasBean(String type, ConfigurableListableBeanFactory beans) {
    ClassLoader classes = beans.getBeanClassLoader();
    return ClassUtils.isPresent(type, classes)
        && beans.getBeanNamesForType(ClassUtils.resolveClassName(type, classes), true, false).length
            > 0;
  }
}
