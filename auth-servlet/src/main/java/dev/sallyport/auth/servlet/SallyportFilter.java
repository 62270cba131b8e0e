package dev.sallyport.auth.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.StoreException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in that bring a good token, and refuses all others.
 *
 * <p>Registered in {@code web.xml} with init-params, it opens the gate, shares it with other
 * filters through the servlet context, and closes it at the end. Map it with {@code
 * async-supported}; the dispatchers {@code ASYNC} and {@code ERROR} may be mapped too, for error
 * pages. It never makes a session. Where it would refuse whatever is for a {@link LoginServlet}, a
 * {@link RevokeServlet} or the AdminServlet of auth-admin, it does not start. Thread-safe.
 */
public final class SallyportFilter implements Filter {
  private final @Nullable Sallyport given;
  private final Map<String, String> settingsInCode;
  private @Nullable Gatekeeper gatekeeper;
  private @Nullable Checkpoint checkpoint;
  private @Nullable ServletContext context;

  /** For {@code web.xml}: takes the gate from the servlet context, or opens it from settings. */
  public SallyportFilter() {
    this.given = null;
    this.settingsInCode = Map.of();
  }

  /**
   * For registration in code.
   *
   * @param gate stays the caller's to close, after the filter's end
   * @param settings those of {@link HttpSettings} by name; init-params and all others override them
   */
  public SallyportFilter(Sallyport gate, Map<String, String> settings) {
    this.given = requireNonNull(gate, "gate");
    this.settingsInCode = Map.copyOf(settings);
  }

  /** Everything that can be set: of the core, of the stores on the class path, and of HTTP. */
  public static List<Setting<?>> settings() {
    return Stream.concat(Sallyport.settings().stream(), HttpSettings.all().stream()).toList();
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      Gatekeeper keeper = Gatekeeper.appoint(config, given, settingsInCode);
      gatekeeper = keeper;
      TokenlessServlets.requireReachable(config, keeper.gate(), keeper.settings());
      FilterOrderValidator.requireFirst(config, keeper.settings());
      checkpoint = new Checkpoint(keeper.gate(), keeper.settings());
    } catch (SettingException | StoreException e) {
      destroy();
      throw new ServletException(e.getMessage(), e);
    }
    context = config.getServletContext();
    checkpoint.settleIn(context);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Checkpoint here = requireNonNull(checkpoint, "a filter needs its init() first");
    var passing = here.admit((HttpServletRequest) request, (HttpServletResponse) response);
    if (passing != null) {
      chain.doFilter(passing, response);
    }
  }

  @Override
  public void destroy() {
    if (checkpoint != null && context != null) {
      checkpoint.leave(context);
      checkpoint = null;
    }
    if (gatekeeper != null) {
      gatekeeper.close();
      gatekeeper = null;
    }
  }
}
