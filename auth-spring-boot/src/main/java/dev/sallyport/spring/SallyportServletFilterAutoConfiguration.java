package dev.sallyport.spring;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.internal.DotSegmentFilter;
import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.SpringSettings;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of a {@link SallyportFilter} that protects the paths of the property {@code
 * sallyport.paths}, in an application that has no filter chain of Spring Security for them.
 *
 * <pre>{@code
 * # application.properties
 * sallyport.paths=/api/**
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    after = SallyportFilterAutoConfiguration.class,
    afterName = "dev.sallyport.spring.SallyportSecurityAutoConfiguration")
@ConditionalOnBean(SallyportFilters.Builder.class)
@ConditionalOnMissingBean(type = "dev.sallyport.spring.ProtectedPathsFilterChain")
public final class SallyportServletFilterAutoConfiguration {
  /** After the filter of request scope (-105), before that of Spring Security (-100). */
  private static final int ORDER = -104;

  SallyportServletFilterAutoConfiguration() {}

  @Bean
  FilterRegistrationBean<SallyportFilter> sallyportFilter(
      SallyportFilters.Builder builder, Settings settings) {
    ProtectedPaths paths = settings.get(SpringSettings.PATHS);
    FilterRegistrationBean<SallyportFilter> filter = new FilterRegistrationBean<>(builder.build());
    filter.setName("sallyport");
    filter.setOrder(ORDER);
    filter.setUrlPatterns(paths.urlPatterns());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    filter.setEnabled(!paths.isEmpty());
    if (paths.isEmpty()) {
      SallyportFilterAutoConfiguration.warnOfNoPaths();
    }
    return filter;
  }

  @Bean
  FilterRegistrationBean<DotSegmentFilter> sallyportDotSegmentFilter(Settings settings) {
    FilterRegistrationBean<DotSegmentFilter> filter =
        new FilterRegistrationBean<>(new DotSegmentFilter());
    filter.setName("sallyport dot segments");
    filter.setOrder(ORDER - 1);
    filter.setEnabled(!settings.get(SpringSettings.PATHS).isEmpty());
    return filter;
  }
}
