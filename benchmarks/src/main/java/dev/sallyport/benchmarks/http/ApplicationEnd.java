package dev.sallyport.benchmarks.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** End of the filter chain: an application that reads the user. Used by one thread. */
public final class ApplicationEnd implements FilterChain {
  private boolean reached;
  private @Nullable Principal user;

  /** Prepares for the next request. */
  public void begin() {
    reached = false;
    user = null;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response) {
    reached = true;
    user = ((HttpServletRequest) request).getUserPrincipal();
  }

  /** Returns whether the request reached the application. */
  public boolean isReached() {
    return reached;
  }

  /** Returns the user that the application sees; null if there is none. */
  public @Nullable Principal user() {
    return user;
  }
}
