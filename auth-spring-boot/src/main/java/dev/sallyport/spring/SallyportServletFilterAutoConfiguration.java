package dev.sallyport.spring;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.internal.AmbiguousPathFilter;
import dev.sallyport.spring.internal.PathsCheck;
import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.SpringSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of a {@link SallyportFilter} that protects the paths of the property {@code
 * sallyport.paths}. After Spring Security it denies what has passed no filter chain that requires
 * keys, such as requests that {@code WebSecurityCustomizer} ignores.
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
public final class SallyportServletFilterAutoConfiguration {
  /** After the filter of request scope (-105). */
  private static final int ORDER = -104;

  private static final int ORDER_OF_SECURITY = -100;

  SallyportServletFilterAutoConfiguration() {}

  @Bean
  FilterRegistrationBean<SallyportFilter> sallyportFilter(
      SallyportFilters.Builder builder,
      Settings settings,
      BeanFactory beans,
      Environment environment) {
    boolean isAfterSecurity = beans.containsBean(SallyportSecurityAutoConfiguration.CHAIN);
    ProtectedPaths paths = settings.get(SpringSettings.PATHS);
    FilterRegistrationBean<SallyportFilter> filter = new FilterRegistrationBean<>(builder.build());
    filter.setName("sallyport");
    filter.setOrder(isAfterSecurity ? orderOfSecurity(environment) + 1 : ORDER);
    filter.setUrlPatterns(paths.urlPatterns());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    filter.setEnabled(!paths.isEmpty());
    if (paths.isEmpty() && !isAfterSecurity) {
      SallyportFilterAutoConfiguration.warnOfNoPaths();
    }
    return filter;
  }

  @Bean
  static SmartInitializingSingleton sallyportPathsCheck(Settings settings, ServletContext context) {
    return () -> PathsCheck.requireServed(settings, context);
  }

  private static int orderOfSecurity(Environment environment) {
    return environment.getProperty(
        "spring.security.filter.order", Integer.class, ORDER_OF_SECURITY);
  }

  @Bean
  FilterRegistrationBean<AmbiguousPathFilter> sallyportAmbiguousPathFilter(Settings settings) {
    FilterRegistrationBean<AmbiguousPathFilter> filter =
        new FilterRegistrationBean<>(new AmbiguousPathFilter());
    filter.setName("sallyport ambiguous paths");
    filter.setOrder(ORDER - 1);
    filter.setEnabled(!settings.get(SpringSettings.PATHS).isEmpty());
    return filter;
  }
}
