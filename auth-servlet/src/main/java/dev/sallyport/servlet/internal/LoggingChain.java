package dev.sallyport.servlet.internal;

import dev.sallyport.key.ApiKeyPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.MDC;

/** Chain that runs with the id of the request's key in the MDC of SLF4J. */
record LoggingChain(FilterChain chain) implements FilterChain {
  static final String KEY = "sallyport.key_id";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    ApiKeyPrincipal principal = ApiKeyFilter.principalOf((HttpServletRequest) request);
    if (principal == null) {
      chain.doFilter(request, response);
      return;
    }
    String before = MDC.get(KEY); // of the request that dispatched this one
    MDC.put(KEY, principal.keyId().toString());
    try {
      chain.doFilter(request, response);
    } finally {
      if (before == null) {
        MDC.remove(KEY);
      } else {
        MDC.put(KEY, before);
      }
    }
  }
}
