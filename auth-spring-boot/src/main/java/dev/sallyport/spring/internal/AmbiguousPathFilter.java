package dev.sallyport.spring.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Filter that rejects paths with dot segments, empty segments or encoded slashes, also those with
 * path parameters, in the whole application. The container resolves dot segments before it selects
 * filters, Spring MVC matches them as they are: {@code /api/../users} would need no key at {@code
 * /api/{tenant}/users}. With {@code ant_path_matcher}, Spring MVC takes {@code //api} for {@code
 * /api}, and Undertow does not.
 */
public final class AmbiguousPathFilter implements Filter {
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "%2f" // encoded slash
              + "|(^|/)(\\.|%2e){1,2}(;[^/]*)?(/|$)" // dot segment
              + "|/(;[^/]*)?/", // empty segment
          Pattern.CASE_INSENSITIVE);

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

  static boolean isAmbiguous(String uri) {
    return AMBIGUOUS.matcher(uri).find();
  }
}
