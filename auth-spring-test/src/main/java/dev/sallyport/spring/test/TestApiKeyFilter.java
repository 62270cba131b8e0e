package dev.sallyport.spring.test;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * Filter before all others that marks the requests of {@code MockMvc} as authenticated, as an
 * earlier filter of Sallyport would have done: the filters behind it still check their rules.
 * Requests to a server, whose threads know nothing of a test, pass it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TestApiKeyFilter implements Filter, AutoCloseable {
  /** Name of the request attribute with the principal of a test. */
  static final String PRINCIPAL = TestApiKeyFilter.class.getName();

  private final Supplier<WebAuthenticator> factory;
  private final Supplier<Optional<ApiKeyPrincipal>> principalOfTest;
  private @Nullable WebAuthenticator authenticator;

  TestApiKeyFilter(
      Supplier<WebAuthenticator> factory, Supplier<Optional<ApiKeyPrincipal>> principalOfTest) {
    this.factory = factory;
    this.principalOfTest = principalOfTest;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    MockHttpServletRequest mock = WebUtils.getNativeRequest(request, MockHttpServletRequest.class);
    if (mock != null) {
      mark(mock);
    }
    chain.doFilter(request, response);
  }

  /** A credential of the request is that of the test, unless the request has a principal itself. */
  private void mark(MockHttpServletRequest request) throws ServletException {
    if (request.getAttribute(PRINCIPAL) instanceof ApiKeyPrincipal ofRequest) {
      started(request).authenticate(request, ofRequest);
      return;
    }
    Optional<ApiKeyPrincipal> ofTest = principalOfTest.get();
    if (ofTest.isPresent() && !started(request).hasCredential(request)) {
      started(request).authenticate(request, ofTest.get());
    }
  }

  private synchronized ContainerAuthenticator started(MockHttpServletRequest request)
      throws ServletException {
    if (authenticator == null) {
      authenticator = factory.get();
    }
    return authenticator.in(request.getServletContext());
  }

  @Override
  public synchronized void close() {
    if (authenticator != null) {
      authenticator.close();
    }
  }
}
