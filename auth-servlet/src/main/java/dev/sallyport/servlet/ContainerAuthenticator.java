package dev.sallyport.servlet;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.internal.ApiKeyFilter;
import dev.sallyport.servlet.internal.validation.DeclaredRoles;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticator for an authentication mechanism of a container or of a security framework, which
 * calls it instead of a filter.
 *
 * <p>It uses the Sallyport instance of the servlet context or opens one from context-params, system
 * properties and environment variables. A request that it has authenticated is not authenticated or
 * counted again by a {@link SallyportFilter}. Thread-safe.
 *
 * <pre>{@code
 * ContainerAuthenticator authenticator = ContainerAuthenticator.open("keys", servletContext);
 * Optional<HttpServletRequest> admitted = authenticator.admit(request, response, isProtected);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ContainerAuthenticator implements AutoCloseable {
  private final ApiKeyFilter filter;
  private final Set<String> roles;

  private ContainerAuthenticator(ApiKeyFilter filter, Set<String> roles) {
    this.filter = filter;
    this.roles = roles;
  }

  /**
   * Opens an authenticator.
   *
   * @param name the name of the mechanism in messages
   * @throws ServletException if a setting is invalid or the store fails
   */
  public static ContainerAuthenticator open(String name, ServletContext context)
      throws ServletException {
    return open(name, context, new ApiKeyFilter());
  }

  /**
   * Opens an authenticator that works like a filter.
   *
   * @param name the name of the mechanism in messages
   * @param filter builder of a filter for registration in code
   * @throws ServletException if a setting is invalid
   */
  public static ContainerAuthenticator open(
      String name, ServletContext context, SallyportFilters.Builder filter)
      throws ServletException {
    return open(name, context, filter.engine());
  }

  private static ContainerAuthenticator open(
      String name, ServletContext context, ApiKeyFilter filter) throws ServletException {
    Set<String> roles = DeclaredRoles.of(context); // first: a failure leaves nothing open
    filter.init(new Config(name, context));
    return new ContainerAuthenticator(filter, roles);
  }

  /**
   * Authenticates the token of a request, as a {@link SallyportFilter} does; the setting {@code
   * mode} applies.
   *
   * @return the request to pass on, which has the principal and hides the token if it has one;
   *     empty if the response has been sent
   */
  public Optional<HttpServletRequest> admit(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    return Optional.ofNullable(filter.admit(request, response));
  }

  /**
   * Authenticates the token of a request, if it has one, by all rules. A request without a token is
   * admitted unless its resource is protected or a rule requires a key. The setting {@code mode}
   * has no effect.
   *
   * @param isProtected whether the container requires a user for the resource
   * @return the request to pass on, which has the principal and hides the token if it has one;
   *     empty if the response has been sent
   */
  public Optional<HttpServletRequest> admit(
      HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    return Optional.ofNullable(filter.admit(request, response, isProtected));
  }

  /**
   * Marks a request as authenticated by code that has verified the key in another way, such as a
   * test. Filters and other authenticators of the same Sallyport instance, which the request passes
   * later, check {@code required-scopes}, and do not authenticate it again.
   *
   * <p>Not checked are: whether the key and its owner exist and are active, the expiry and the
   * networks of the key, bindings to resources, each {@link
   * dev.sallyport.authorization.AccessPolicy}, quotas, and the transport. The use is not recorded.
   * This authenticator itself admits the request without any check.
   */
  public void authenticate(HttpServletRequest request, ApiKeyPrincipal principal) {
    filter.authenticate(request, principal);
  }

  /**
   * Returns a chain to pass an admitted request on to, with the id of its key in the MDC of SLF4J
   * if the setting {@code log-key-id} says so.
   */
  public FilterChain logging(FilterChain chain) {
    return filter.logging(chain);
  }

  /** Returns whether a request has a credential, valid or not. */
  public boolean hasCredential(HttpServletRequest request) {
    return filter.hasCredential(request);
  }

  /**
   * Returns whether a request is to be admitted by this authenticator: it has a credential, or
   * needs a key. False for a request that {@code exempt-paths}, {@code mode}, {@code
   * accept-session} or an open resource may let pass without a key, which a security framework may
   * leave to its other rules. True for another dispatch if this authenticator, or no filter at all,
   * has admitted the request.
   */
  public boolean isConcernedBy(HttpServletRequest request) {
    return filter.isConcernedBy(request);
  }

  /** Returns the principal of an admitted request; empty if it has no token. */
  public static Optional<ApiKeyPrincipal> principalOf(HttpServletRequest request) {
    return Optional.ofNullable(ApiKeyFilter.principalOf(request));
  }

  /**
   * Returns the roles that {@code web.xml}, a {@code web-fragment.xml} or {@link
   * jakarta.servlet.annotation.ServletSecurity} of a servlet names.
   */
  public Set<String> roles() {
    return roles;
  }

  @Override
  public void close() {
    filter.destroy();
  }

  /** Configuration without init-params, of which mechanisms have none. */
  private record Config(String name, ServletContext context) implements FilterConfig {
    @Override
    public String getFilterName() {
      return name;
    }

    @Override
    public ServletContext getServletContext() {
      return context;
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
