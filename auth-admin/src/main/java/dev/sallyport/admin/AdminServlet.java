package dev.sallyport.admin;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Servlet of the management API, at {@code api/v1}, and of the console, at all other paths. Map it
 * to {@code /admin/*}. Every {@link dev.sallyport.servlet.SallyportFilter} that is mapped to this
 * path must exempt it.
 *
 * <p>Its settings are {@link AdminSettings}. They are read from init-params, from context-params
 * with the prefix {@code sallyport.}, from system properties and from environment variables. It
 * uses the Sallyport instance of the application's filter. Serve it over TLS only, since it
 * transports tokens and passwords; the filter's {@code insecure-transport} enforces this.
 *
 * <p>If it cannot start, or no filter has started, it answers every request with 503. The filter's
 * setting {@code on-start-failure}, which is also accepted as an init-param here, can change this.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic admin = context.addServlet("admin", new AdminServlet());
 * admin.addMapping("/admin/*");
 * admin.setInitParameter("admin-sign-in", "directory");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * Name of a request attribute with the time of the user's last login, a {@link
   * java.time.Instant}. A host application with {@code admin-sign-in=host} may set it. Sessions can
   * grant management scopes to keys only if this time is at most five minutes ago.
   */
  public static final String AUTHENTICATED_AT = AdministratorResolver.AUTHENTICATED_AT;

  private final transient StartGuard guard = new StartGuard("The AdminServlet");
  private final transient @Nullable Servlet given;
  private transient volatile @Nullable Servlet started;

  /** Creates a servlet that reads its settings when it starts. */
  public AdminServlet() {
    this.given = null;
  }

  /** The type is one that is there even if a jar is missing. */
  AdminServlet(Servlet endpoint) {
    this.given = endpoint;
  }

  @Override
  public void init() throws ServletException {
    guard.start(
        () -> {
          Servlet starting = given == null ? new AdminEndpoint() : given;
          starting.init(getServletConfig());
          started = starting;
        },
        getServletContext(),
        getInitParameter(StartGuard.SETTING));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Servlet servlet = started;
    if (servlet == null) {
      StartGuard.deny(request, response);
    } else if (guard.hasFilter(getServletContext(), request, response)) {
      servlet.service(request, response);
    }
  }

  @Override
  public void destroy() {
    Servlet servlet = started;
    started = null;
    if (servlet != null) {
      servlet.destroy();
    }
  }
}
