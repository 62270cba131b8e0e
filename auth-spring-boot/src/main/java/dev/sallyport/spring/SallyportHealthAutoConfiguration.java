package dev.sallyport.spring;

import dev.sallyport.Sallyport;
import dev.sallyport.spring.internal.StoreHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Auto-configuration of the health indicator {@code sallyport} of Actuator: down while the store
 * does not answer.
 *
 * <pre>{@code
 * # application.properties: without it
 * management.health.sallyport.enabled=false
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SallyportAutoConfiguration.class)
@ConditionalOnBean(Sallyport.class)
@Conditional(SallyportHealthAutoConfiguration.IsEnabled.class)
public final class SallyportHealthAutoConfiguration {
  SallyportHealthAutoConfiguration() {}

  /** Without the expression language, which would have to be loaded for it. */
  static final class IsEnabled implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      boolean byDefault =
          environment.getProperty("management.health.defaults.enabled", Boolean.class, true);
      return environment.getProperty(
          "management.health.sallyport.enabled", Boolean.class, byDefault);
    }
  }

  /** The indicator of Spring Boot 3.5. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class OnBoot3 {
    @Bean
    @ConditionalOnMissingBean(name = "sallyportHealthIndicator")
    HealthIndicator sallyportHealthIndicator(Sallyport sallyport) {
      return () -> {
        StoreHealth health = StoreHealth.of(sallyport);
        Health.Builder builder = health.isUp() ? Health.up() : Health.down();
        return builder.withDetails(health.details()).build();
      };
    }
  }

  /** The indicator of Spring Boot 4, which moved its classes. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  static class OnBoot4 {
    @Bean
    @ConditionalOnMissingBean(name = "sallyportHealthIndicator")
    org.springframework.boot.health.contributor.HealthIndicator sallyportHealthIndicator(
        Sallyport sallyport) {
      return () -> {
        StoreHealth health = StoreHealth.of(sallyport);
        org.springframework.boot.health.contributor.Health.Builder builder =
            health.isUp()
                ? org.springframework.boot.health.contributor.Health.up()
                : org.springframework.boot.health.contributor.Health.down();
        return builder.withDetails(health.details()).build();
      };
    }
  }
}
