package dev.sallyport.spring;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.spring.internal.WebAuthenticator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link SallyportFilters.Builder} with which the paths of the property
 * {@code sallyport.paths} and the console are protected.
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

  @Bean
  WebAuthenticator sallyportWebAuthenticator(SallyportFilters.Builder builder) {
    return new WebAuthenticator(builder);
  }
}
