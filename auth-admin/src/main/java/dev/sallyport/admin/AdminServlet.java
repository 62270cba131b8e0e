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
 * The management API at {@code api/v1} and the console at all other paths: for {@code /admin/*},
 * which every {@link dev.sallyport.servlet.SallyportFilter} that is mapped to it must exempt.
 *
 * <p>Its settings are those of {@link AdminSettings}, as init-params, as context-params with {@code
 * sallyport.} before, as system properties or as environment variables; the gate is that of the
 * application's filter. Serve it over TLS only, since tokens and passwords go by; the filter's
 * {@code insecure-transport} sees to it.
 *
 * <p>If it cannot start, it answers every request with 503, by the filter's setting {@code
 * on-start-failure}, which may be an init-param here too; and so it does where no filter has
 * started.
 */
public final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * A request attribute in which a host whose login lets people in ({@code admin-sign-in=host}) may
   * tell when the user last proved who it is: a {@link java.time.Instant}. Sessions give keys the
   * right to manage only where it is no more than five minutes ago.
   */
  public static final String AUTHENTICATED_AT = AdministratorResolver.AUTHENTICATED_AT;

  private final transient StartGuard guard = new StartGuard("The AdminServlet");
  private transient volatile @Nullable Servlet started;

  @Override
  public void init() throws ServletException {
    guard.start(
        () -> {
          Servlet starting = new AdminEndpoint();
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
      StartGuard.refuse(request, response);
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
