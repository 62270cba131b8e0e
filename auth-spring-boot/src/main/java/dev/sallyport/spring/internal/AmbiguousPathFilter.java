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
import java.util.List;
import java.util.Locale;

/**
 * Filter that rejects paths with dot segments, empty segments or encoded slashes. The container
 * resolves dot segments before it selects filters, Spring MVC matches them as they are: {@code
 * /api/../users} would need no key at {@code /api/{tenant}/users}. With {@code ant_path_matcher},
 * Spring MVC takes {@code //api} for {@code /api}, and Undertow does not.
 */
public final class AmbiguousPathFilter implements Filter {
  /** Creates a filter. */
  public AmbiguousPathFilter() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isAmbiguous(((HttpServletRequest) request).getRequestURI())) {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isAmbiguous(String uri) {
    List<String> segments =
        Arrays.stream(uri.split("/", -1))
            .map(it -> it.replaceAll(";.*", "").replaceAll("(?i)%2e", "."))
            .toList();
    return uri.toLowerCase(Locale.ROOT).contains("%2f")
        || segments.contains(".")
        || segments.contains("..")
        || segments.subList(1, Math.max(1, segments.size() - 1)).contains("");
  }
}
