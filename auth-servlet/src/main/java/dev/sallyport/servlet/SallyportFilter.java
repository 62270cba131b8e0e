package dev.sallyport.servlet;

import dev.sallyport.servlet.internal.ApiKeyFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Servlet filter that authenticates requests by API key. Requests without a valid key are denied
 * with 401 and a problem document (RFC 9457).
 *
 * <p>Registered in {@code web.xml} with init-params, the filter opens a Sallyport instance, shares
 * it with other filters through the servlet context and closes it when it is destroyed. {@link
 * SallyportFilters} creates a filter in code. Map the filter with {@code async-supported}. The
 * dispatchers {@code ASYNC} and {@code ERROR} may be mapped too, for error pages. The filter never
 * creates a session. It does not start if it would deny all requests for a {@link RevokeServlet} or
 * another servlet with a {@link dev.sallyport.servlet.validation.ServletMappingRule}.
 *
 * <p>Until it has started, and if it cannot start, the filter responds to every request with 503;
 * see the setting {@code on-start-failure}. Its fields and signatures use only types of the JDK and
 * the Servlet API, so that it works if another jar is missing. Thread-safe.
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>sallyport</filter-name>
 *   <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
 *   <async-supported>true</async-supported>
 * </filter>
 * <filter-mapping>
 *   <filter-name>sallyport</filter-name>
 *   <url-pattern>/*</url-pattern>
 * </filter-mapping>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SallyportFilter implements Filter {
  private final @Nullable Filter given;
  private final Map<String, String> settingsInCode;
  private volatile @Nullable Filter started;

  /**
   * Creates a filter for {@code web.xml}, which uses the Sallyport instance of the servlet context
   * or opens one from settings.
   */
  public SallyportFilter() {
    this(null, Map.of());
  }

  /**
   * Creates a filter for registration in code.
   *
   * @param given the filter that does the work, not yet initialized; null to create it at the start
   * @param settingsInCode settings by name
   */
  SallyportFilter(@Nullable Filter given, Map<String, String> settingsInCode) {
    this.given = given;
    this.settingsInCode = settingsInCode;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    new StartGuard("The filter " + config.getFilterName())
        .start(
            () -> {
              Filter starting = given == null ? new ApiKeyFilter() : given;
              starting.init(config);
              started = starting;
            },
            config.getServletContext(),
            settingsInCode.get(StartGuard.SETTING),
            config.getInitParameter(StartGuard.SETTING));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Filter filter = started;
    if (filter == null) {
      StartGuard.deny(request, response);
    } else {
      filter.doFilter(request, response, chain);
    }
  }

  @Override
  public void destroy() {
    Filter filter = started;
    started = null;
    if (filter != null) {
      filter.destroy();
    }
  }
}
