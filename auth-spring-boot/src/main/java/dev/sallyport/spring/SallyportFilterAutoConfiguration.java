package dev.sallyport.spring;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.SpringSettings;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of a {@link SallyportFilter} that protects the paths of the property {@code
 * sallyport.paths}, in an application without Spring Security.
 *
 * <pre>{@code
 * # application.properties
 * sallyport.paths=/api/**
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SallyportAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Sallyport.class)
public final class SallyportFilterAutoConfiguration {
  /** After the filter of request scope (-105), before that of Spring Security (-100). */
  private static final int ORDER = -104;

  private static final Logger log = LoggerFactory.getLogger(SallyportFilterAutoConfiguration.class);

  SallyportFilterAutoConfiguration() {}

  /** Warns that no path is protected. */
  static void warnOfNoPaths() {
    log.warn("No request needs an API key: set sallyport.paths, such as sallyport.paths=/api/**");
  }

  @Bean
  @ConditionalOnMissingBean
  SallyportFilters.Builder sallyportFilterBuilder(
      Sallyport sallyport,
      Settings settings,
      ObjectProvider<CredentialExtractor> extractor,
      ObjectProvider<DenialResponder> responder) {
    SallyportFilters.Builder builder =
        SallyportFilters.builder(sallyport)
            .settings(settings)
            .settings(Map.of(StartGuard.SETTING, "throw"));
    extractor.ifAvailable(builder::extractor);
    responder.ifAvailable(builder::responder);
    return builder;
  }

  /** The filter, where Spring Security has no chain to put it in. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass(
      "org.springframework.security.config.annotation.web.builders.HttpSecurity")
  static class PlainFilter {
    @Bean
    FilterRegistrationBean<SallyportFilter> sallyportFilter(
        SallyportFilters.Builder builder, Settings settings) {
      ProtectedPaths paths = settings.get(SpringSettings.PATHS);
      FilterRegistrationBean<SallyportFilter> filter =
          new FilterRegistrationBean<>(builder.build());
      filter.setName("sallyport");
      filter.setOrder(ORDER);
      filter.setUrlPatterns(paths.urlPatterns());
      filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
      filter.setEnabled(!paths.isEmpty());
      if (paths.isEmpty()) {
        warnOfNoPaths();
      }
      return filter;
    }
  }
}
