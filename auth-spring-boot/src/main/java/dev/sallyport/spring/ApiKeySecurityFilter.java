package dev.sallyport.spring;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Filter of a chain of Spring Security that authenticates requests by API key, once for all
 * dispatches. It comes after the filter that replaces the request's user by that of Spring, so that
 * {@code isUserInRole} is about scopes.
 */
final class ApiKeySecurityFilter implements Filter {
  private final WebAuthenticator authenticator;
  private final SecurityContextHolderStrategy contexts =
      SecurityContextHolder.getContextHolderStrategy();

  /** Makes the context known to another chain, which may serve the error page. */
  private final RequestAttributeSecurityContextRepository repository =
      new RequestAttributeSecurityContextRepository();

  ApiKeySecurityFilter(WebAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    ContainerAuthenticator started = authenticator.in(request.getServletContext());
    Optional<HttpServletRequest> admitted = started.admit(http, answer);
    if (admitted.isEmpty()) {
      return;
    }
    ContainerAuthenticator.principalOf(http).ifPresent(it -> authenticate(it, http, answer));
    started.logging(chain).doFilter(admitted.get(), response);
  }

  private void authenticate(
      ApiKeyPrincipal principal, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = contexts.createEmptyContext();
    context.setAuthentication(new ApiKeyAuthentication(principal));
    contexts.setContext(context);
    repository.saveContext(context, request, response);
  }
}
