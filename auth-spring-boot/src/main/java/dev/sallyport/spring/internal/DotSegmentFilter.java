package dev.sallyport.spring.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;

/**
 * Filter that rejects paths with dot segments. The container resolves them before it selects
 * filters, Spring MVC matches them as they are: {@code /api/../users} would need no key at {@code
 * /api/{tenant}/users}.
 */
public final class DotSegmentFilter implements Filter {
  /** Creates a filter. */
  public DotSegmentFilter() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (hasDotSegments(((HttpServletRequest) request).getRequestURI())) {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean hasDotSegments(String uri) {
    return Arrays.stream(uri.split("/", -1))
        .map(it -> it.replaceAll(";.*", "").replaceAll("(?i)%2e", "."))
        .anyMatch(it -> it.equals(".") || it.equals(".."));
  }
}
