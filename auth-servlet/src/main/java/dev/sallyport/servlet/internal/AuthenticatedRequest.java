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
 * The request as the application sees it: it knows who the user is, and no longer has the token.
 *
 * <p>Scopes of the key are roles, and a wildcard among them covers what it stands for. It does not
 * protect against an application that unwraps it.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {
  /** In which nobody is, by the word of the Servlet API. */
  private static final String NO_ROLE = "*";

  private final HttpServletResponse response;
  private final String hiddenHeader;
  private @Nullable Authentication authentication;

  AuthenticatedRequest(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    super(request);
    this.response = response;
    this.hiddenHeader = authentication.carrier().header();
    this.authentication = authentication;
  }

  /** Whether a request already is one, or is wrapped around one. */
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
    return authentication == null ? super.getAuthType() : authentication.carrier().authType();
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

  /** Forgets the user for the rest of this request; the key itself stays as it is. */
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

  /** None: what is pushed would be asked for with the headers of this request, token included. */
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    return null;
  }

  /** Keeps this request, where the container would go on with the one that has the token. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }

  private boolean isHidden(@Nullable String name) {
    return hiddenHeader.equalsIgnoreCase(name);
  }
}
