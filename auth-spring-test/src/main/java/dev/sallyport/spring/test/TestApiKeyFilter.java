package dev.sallyport.spring.test;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * Filter before all others that marks the requests of a test as authenticated, as an earlier filter
 * of Sallyport would have done: the filters behind it still check their rules. A client cannot do
 * so, because it sets no attribute of a request.
 */
final class TestApiKeyFilter implements Filter {
  /** Name of the request attribute with the principal of a test. */
  static final String PRINCIPAL = TestApiKeyFilter.class.getName();

  private final SingletonSupplier<WebAuthenticator> authenticator;
  private final Supplier<Optional<ApiKeyPrincipal>> principalOfTest;

  TestApiKeyFilter(
      Supplier<WebAuthenticator> authenticator,
      Supplier<Optional<ApiKeyPrincipal>> principalOfTest) {
    this.authenticator = SingletonSupplier.of(authenticator);
    this.principalOfTest = principalOfTest;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<ApiKeyPrincipal> principal =
        request.getAttribute(PRINCIPAL) instanceof ApiKeyPrincipal ofRequest
            ? Optional.of(ofRequest)
            : principalOfTest.get();
    if (principal.isPresent()) {
      authenticator
          .obtain()
          .in(request.getServletContext())
          .authenticate((HttpServletRequest) request, principal.get());
    }
    chain.doFilter(request, response);
  }
}
