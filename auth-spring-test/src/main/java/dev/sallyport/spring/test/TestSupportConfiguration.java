package dev.sallyport.spring.test;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.ApiKeyAuthentication;
import dev.sallyport.spring.internal.FallbackBackend;
import dev.sallyport.spring.internal.WebAuthenticator;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * Beans of a test. Without an annotation, so that no component scan of an application finds them.
 */
final class TestSupportConfiguration {
  @Bean
  FallbackBackend sallyportTestBackend() {
    return InMemoryBackend::new;
  }

  @Bean
  @Lazy // a slice may be without Sallyport
  TestApiKeys testApiKeys(Sallyport sallyport, Settings settings) {
    return new TestApiKeys(sallyport, settings);
  }

  /** Separate, because the Servlet API may be missing. */
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static final class Web {
    /**
     * The filter has an authenticator of its own: the filters behind it would take a request that
     * theirs has authenticated for one whose rules they have checked.
     */
    @Bean
    TestApiKeyFilter sallyportTestFilter(ObjectProvider<SallyportFilters.Builder> builder) {
      return new TestApiKeyFilter(
          () -> new WebAuthenticator(builder.getObject()), principalOfTest());
    }

    private static Supplier<Optional<ApiKeyPrincipal>> principalOfTest() {
      return ClassUtils.isPresent(
              "org.springframework.security.test.context.TestSecurityContextHolder", null)
          ? OfSecurity::principal
          : Optional::empty;
    }
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
