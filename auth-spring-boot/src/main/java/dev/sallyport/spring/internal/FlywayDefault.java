package dev.sallyport.spring.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Default of {@code spring.flyway.enabled} for Boot 3.5, which runs Flyway for the application as
 * soon as it is on the class path: false if the application has no migrations. Otherwise Flyway,
 * which the starter brings along, would refuse a database with tables, and Boot would no longer
 * create tables for entities in an embedded database.
 */
public final class FlywayDefault implements EnvironmentPostProcessor {
  /** Name of the property source with the default. */
  public static final String SOURCE = "sallyportFlywayDefault";

  private static final String FLYWAY_OF_BOOT_3 =
      "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";

  /** Creates the processor. */
  public FlywayDefault() {}

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    ClassLoader classes = application.getClassLoader();
    if (ClassUtils.isPresent(FLYWAY_OF_BOOT_3, classes)
        && !isConfigured(environment)
        && !hasMigrations(classes)) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource(SOURCE, Map.of("spring.flyway.enabled", "false")));
    }
  }

  private static boolean isConfigured(ConfigurableEnvironment environment) {
    return Binder.get(environment)
        .bind("spring.flyway", Bindable.mapOf(String.class, Object.class))
        .isBound();
  }

  private static boolean hasMigrations(ClassLoader classes) {
    try {
      return new PathMatchingResourcePatternResolver(classes)
              .getResources("classpath*:db/migration/**/*.*")
              .length
          > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
