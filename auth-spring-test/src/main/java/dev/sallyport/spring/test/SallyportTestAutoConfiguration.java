package dev.sallyport.spring.test;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.ApiKeyAuthentication;
import dev.sallyport.spring.SallyportAutoConfiguration;
import dev.sallyport.spring.internal.WebAuthenticator;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of tests, slices such as {@code @WebMvcTest} included. Without a {@code
 * DataSource}, keys are in memory.
 *
 * <pre>{@code
 * @WebMvcTest(NotesController.class)
 * class NotesControllerTest {
 *   @Autowired MockMvc mvc;
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    before = SallyportAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public final class SallyportTestAutoConfiguration {
  SallyportTestAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean({Sallyport.class, DataSource.class})
  Sallyport sallyport(Settings settings) {
    return Sallyport.builder(new InMemoryBackend()).settings(settings).build();
  }

  @Bean
  @Lazy
  TestApiKeys testApiKeys(Sallyport sallyport, Settings settings) {
    return new TestApiKeys(sallyport, settings);
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  FilterRegistrationBean<TestApiKeyFilter> sallyportTestFilter(
      ObjectProvider<SallyportFilters.Builder> builder) {
    FilterRegistrationBean<TestApiKeyFilter> filter =
        new FilterRegistrationBean<>(
            new TestApiKeyFilter(
                () -> new WebAuthenticator(builder.getObject()), principalOfTest()));
    filter.setName("sallyport test");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.addUrlPatterns("/*");
    return filter;
  }

  private static Supplier<Optional<ApiKeyPrincipal>> principalOfTest() {
    return ClassUtils.isPresent(
            "org.springframework.security.test.context.TestSecurityContextHolder", null)
        ? OfSecurity::principal
        : Optional::empty;
  }

  /** Separate, because Spring Security may be missing. */
  private static final class OfSecurity {
    static Optional<ApiKeyPrincipal> principal() {
      return TestSecurityContextHolder.getContext().getAuthentication()
              instanceof ApiKeyAuthentication it
          ? Optional.of(it.getPrincipal())
          : Optional.empty();
    }
  }
}
