package dev.sallyport.admin;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * AdminServlet behind a login of the host. The header {@code Host-User} names the user, who has the
 * role {@code keys} until the logout. The header {@code Host-Login} is the time of the login.
 */
final class HostLoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final AdminServlet admin = new AdminServlet();
  final transient Set<String> loggedOut = ConcurrentHashMap.newKeySet();
  volatile boolean isStuck;

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    admin.init(config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String authenticatedAt = request.getHeader("Host-Login");
    if (authenticatedAt != null) {
      request.setAttribute(AdminServlet.AUTHENTICATED_AT, Instant.parse(authenticatedAt));
    }
    admin.service(new LoggedIn(request, request.getHeader("Host-User")), response);
  }

  private final class LoggedIn extends HttpServletRequestWrapper {
    private final @Nullable String user;

    LoggedIn(HttpServletRequest request, @Nullable String user) {
      super(request);
      this.user = user;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
      String name = user;
      return name == null || loggedOut.contains(name) ? null : () -> name;
    }

    @Override
    public boolean isUserInRole(String role) {
      return getUserPrincipal() != null && role.equals("keys");
    }

    @Override
    public void logout() {
      if (isStuck) {
        throw new IllegalStateException("the login is stuck");
      }
      if (user != null) {
        loggedOut.add(user);
      }
    }
  }
}
