package dev.sallyport.auth.admin;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The management API at {@code api/v1} and the console at all other paths: for {@code /admin/*},
 * which every {@link dev.sallyport.auth.servlet.SallyportFilter} that is mapped to it must exempt.
 *
 * <p>Its settings are those of {@link AdminSettings}, as init-params, as context-params with {@code
 * sallyport.} before, as system properties or as environment variables; the gate is that of the
 * application's filter. Serve it over TLS only, since tokens and passwords go by; the filter's
 * {@code insecure-transport} sees to it.
 */
public final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * A request attribute in which a host whose login lets people in ({@code admin-sign-in=host}) may
   * tell when the user last proved who it is: a {@link java.time.Instant}. Sessions give keys the
   * right to manage only where it is no more than five minutes ago.
   */
  public static final String AUTHENTICATED_AT = "dev.sallyport.auth.admin.authenticatedAt";

  private transient @Nullable Settings settings;

  /** Made at the first request: some containers start filters later than servlets. */
  private final transient Cache<Sallyport, Parts> partsByGate =
      Caffeine.newBuilder().weakKeys().build();

  /** What answers, over one gate; holds it not, or it would never be forgotten. */
  private record Parts(ManagementApi api, Console console) {
    static Parts of(Settings settings, Sallyport gate) {
      AdminSessions sessions = new AdminSessions(settings, gate.clock());
      Reception reception = new Reception(settings);
      SessionGuard guard = new SessionGuard(settings, sessions, reception);
      ConsoleDoor door = new ConsoleDoor(settings, sessions, reception);
      return new Parts(ManagementApi.of(guard, reception), new Console(guard, door));
    }
  }

  @Override
  public void init() throws ServletException {
    try {
      settings = AdminConfiguration.read(getServletConfig());
      AdminConfiguration.requireMapping(getServletConfig());
    } catch (SettingException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Gateway gateway =
        Gateway.of(request, getServletContext())
            .orElseThrow(
                () ->
                    new ServletException(
                        "The AdminServlet finds no gate: register a SallyportFilter in this web"
                            + " application."));
    Settings known = requireNonNull(settings, "a servlet needs its init() first");
    Parts here = partsByGate.get(gateway.gate(), gate -> Parts.of(known, gate));
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    if (path.equals(ManagementApi.PATH) || path.startsWith(ManagementApi.PATH + "/")) {
      here.api().serve(path.substring(ManagementApi.PATH.length()), gateway, request, response);
    } else {
      here.console().serve(path, gateway, request, response);
    }
  }
}
