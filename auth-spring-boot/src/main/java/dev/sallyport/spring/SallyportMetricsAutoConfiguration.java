package dev.sallyport.spring;

import dev.sallyport.micrometer.SallyportMetrics;
import dev.sallyport.micrometer.SallyportObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of Sallyport's meters and observations, in the registries of the application.
 *
 * <pre>{@code
 * # application.properties: without the meters
 * management.metrics.enable.sallyport=false
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    before = SallyportAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass({MeterRegistry.class, ObservationRegistry.class})
public final class SallyportMetricsAutoConfiguration {
  SallyportMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnBean(MeterRegistry.class)
  @ConditionalOnMissingBean
  SallyportMetrics sallyportMetrics(MeterRegistry registry) {
    return new SallyportMetrics(registry);
  }

  @Bean
  @ConditionalOnBean(ObservationRegistry.class)
  @ConditionalOnMissingBean
  SallyportObservations sallyportObservations(ObservationRegistry registry) {
    return new SallyportObservations(registry);
  }
}
