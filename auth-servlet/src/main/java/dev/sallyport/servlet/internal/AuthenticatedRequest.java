package dev.sallyport.servlet.internal;

import dev.sallyport.key.Scopes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.PushBuilder;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request that is passed to the application: it has the principal of the key and hides the token.
 *
 * <p>The scopes of the key are roles; a scope with a wildcard covers every role that it matches. An
 * application that unwraps the request can still read the token.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {
  /** Role that no user has, by the Servlet API. */
  private static final String NO_ROLE = "*";

  private final HttpServletResponse response;
  private final String hiddenHeader;
  private @Nullable Authentication authentication;

  AuthenticatedRequest(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    super(request);
    this.response = response;
    this.hiddenHeader = authentication.location().header();
    this.authentication = authentication;
  }

  /** Returns whether a request is an authenticated request or wraps one. */
  static boolean isIn(ServletRequest request) {
    return request instanceof AuthenticatedRequest
        || (request instanceof ServletRequestWrapper wrapper
            && wrapper.isWrapperFor(AuthenticatedRequest.class));
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return authentication == null ? super.getUserPrincipal() : authentication.principal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    return authentication == null ? super.getRemoteUser() : authentication.principal().getName();
  }

  @Override
  public @Nullable String getAuthType() {
    return authentication == null ? super.getAuthType() : authentication.location().authType();
  }

  @Override
  public boolean isUserInRole(@Nullable String role) {
    if (authentication == null) {
      return super.isUserInRole(role);
    }
    return role != null
        && !role.equals(NO_ROLE)
        && Scopes.cover(authentication.principal().scopes(), role);
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    return authentication != null || super.authenticate(response);
  }

  @Override
  public void login(String username, String password) throws ServletException {
    if (authentication != null) {
      throw new ServletException("this request is authenticated by an API key; log out first");
    }
    super.login(username, password);
  }

  /** Removes the user for the rest of this request. The key does not change. */
  @Override
  public void logout() throws ServletException {
    if (authentication != null) {
      authentication = null;
      RequestAuthentication.forgetAuthentication(getRequest());
    }
    if (super.getUserPrincipal() != null) {
      super.logout();
    }
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    return Collections.enumeration(names.stream().filter(name -> !isHidden(name)).toList());
  }

  @Override
  public long getDateHeader(String name) {
    return isHidden(name) ? -1 : super.getDateHeader(name);
  }

  @Override
  public int getIntHeader(String name) {
    return isHidden(name) ? -1 : super.getIntHeader(name);
  }

  /** Returns null, because a pushed request would have this one's header fields and its token. */
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    return null;
  }

  /** Starts asynchronous processing with this request instead of the one that has the token. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }

  private boolean isHidden(@Nullable String name) {
    return hiddenHeader.equalsIgnoreCase(name);
  }
}
