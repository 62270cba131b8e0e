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
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
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
    HttpServletRequest passedOn =
        ContainerAuthenticator.principalOf(http)
            .<HttpServletRequest>map(it -> authenticated(it, admitted.get(), answer))
            .orElseGet(admitted::get);
    started.logging(chain).doFilter(passedOn, response);
  }

  private HttpServletRequest authenticated(
      ApiKeyPrincipal principal, HttpServletRequest request, HttpServletResponse response) {
    ApiKeyAuthentication authentication = new ApiKeyAuthentication(principal);
    save(authentication, request, response);
    return new AuthenticatedRequest(request, authentication, () -> save(null, request, response));
  }

  private void save(
      @Nullable Authentication authentication,
      HttpServletRequest request,
      HttpServletResponse response) {
    SecurityContext context = contexts.createEmptyContext();
    context.setAuthentication(authentication);
    contexts.setContext(context);
    repository.saveContext(context, request, response);
  }

  /** Request with the user that users of Spring expect: the {@code Authentication}. */
  private static final class AuthenticatedRequest extends HttpServletRequestWrapper {
    private final Runnable forget;
    private @Nullable ApiKeyAuthentication authentication;

    AuthenticatedRequest(
        HttpServletRequest request, ApiKeyAuthentication authentication, Runnable forget) {
      super(request);
      this.authentication = authentication;
      this.forget = forget;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
      return authentication == null ? super.getUserPrincipal() : authentication;
    }

    @Override
    public @Nullable String getRemoteUser() {
      return authentication == null ? super.getRemoteUser() : authentication.getName();
    }

    @Override
    public void logout() throws ServletException {
      authentication = null;
      forget.run();
      super.logout();
    }
  }
}
