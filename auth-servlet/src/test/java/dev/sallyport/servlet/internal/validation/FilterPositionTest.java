package dev.sallyport.servlet.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class FilterPositionTest {
  @Test
  void aFilterOfOpenLibertyHasNullInsteadOfNoMappings() {
    FilterRegistration filter =
        (FilterRegistration)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FilterRegistration.class},
                (proxy, method, arguments) -> null);

    assertThat(FilterPosition.urlPatterns(filter)).isEmpty();
    assertThat(FilterPosition.servletNames(filter)).isEmpty();
  }
}
