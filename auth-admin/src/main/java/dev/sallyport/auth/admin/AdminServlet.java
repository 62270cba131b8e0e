package dev.sallyport.auth.admin;

import static java.util.Objects.requireNonNull;

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
 * application's filter. Serve it over TLS only: tokens go by.
 */
public final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Settings settings;
  private transient volatile @Nullable Parts parts;

  /** What answers, over one gate. */
  private record Parts(Sallyport gate, ManagementApi api, Console console) {
    static Parts of(Settings settings, Sallyport gate) {
      AdminSessions sessions = new AdminSessions(settings, gate.clock());
      Reception reception = new Reception(settings);
      return new Parts(
          gate,
          ManagementApi.of(settings, sessions, reception),
          new Console(settings, sessions, reception));
    }
  }

  @Override
  public void init() throws ServletException {
    try {
      settings = AdminConfiguration.read(getServletConfig());
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
    Parts here = parts(gateway.gate());
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    if (path.equals(ManagementApi.PATH) || path.startsWith(ManagementApi.PATH + "/")) {
      here.api().serve(path.substring(ManagementApi.PATH.length()), gateway, request, response);
    } else {
      here.console().serve(path, gateway, request, response);
    }
  }

  /** Made at the first request: some containers start filters later than servlets. */
  private Parts parts(Sallyport gate) {
    Parts known = parts;
    if (known == null || known.gate() != gate) {
      synchronized (this) {
        known = parts;
        if (known == null || known.gate() != gate) {
          known = Parts.of(requireNonNull(settings, "a servlet needs its init() first"), gate);
          parts = known;
        }
      }
    }
    return known;
  }
}
