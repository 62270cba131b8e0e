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
 * Authenticates requests by API key, and denies all others.
 *
 * <p>Registered in {@code web.xml} with init-params, it opens the gate, shares it with other
 * filters through the servlet context, and closes it at the end; {@link SallyportFilters} creates
 * one in code. Map it with {@code async-supported}; the dispatchers {@code ASYNC} and {@code ERROR}
 * may be mapped too, for error pages. It never makes a session. Where it would deny every request
 * to a {@link RevokeServlet}, or to another servlet with a {@link
 * dev.sallyport.servlet.validation.ServletMappingRule}, it does not start.
 *
 * <p>Until it has started, and if it cannot start, it answers every request with 503; see the
 * setting {@code on-start-failure}. Its fields and signatures hold types of the JDK and of the
 * Servlet API only, so that it does so where another jar is missing. Thread-safe.
 */
public final class SallyportFilter implements Filter {
  private final @Nullable Filter givenOrNull;
  private final Map<String, String> settingsInCode;
  private volatile @Nullable Filter started;

  /** For {@code web.xml}: takes the gate from the servlet context, or opens it from settings. */
  public SallyportFilter() {
    this(null, Map.of());
  }

  /**
   * Creates a filter for registration in code.
   *
   * @param givenOrNull what does the work, not yet initialized; null creates it at the start
   */
  SallyportFilter(@Nullable Filter givenOrNull, Map<String, String> settingsInCode) {
    this.givenOrNull = givenOrNull;
    this.settingsInCode = settingsInCode;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    new StartGuard("The filter " + config.getFilterName())
        .start(
            () -> {
              Filter starting = givenOrNull == null ? new ApiKeyFilter() : givenOrNull;
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
      StartGuard.refuse(request, response);
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
