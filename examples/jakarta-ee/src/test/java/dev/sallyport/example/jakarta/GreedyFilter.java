package dev.sallyport.example.jakarta;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Serves every request itself, as frameworks do whose application is a filter, except those with
 * the query {@code pass}, which it passes on, as a filter does that logs them.
 */
public final class GreedyFilter implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if ("pass".equals(((HttpServletRequest) request).getQueryString())) {
      chain.doFilter(request, response);
    } else {
      response.getWriter().print("served by a filter");
    }
  }
}
