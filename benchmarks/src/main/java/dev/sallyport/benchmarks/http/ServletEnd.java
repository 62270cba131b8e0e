package dev.sallyport.benchmarks.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The application at the end of the chain, which asks who the user is. Used by one thread. */
public final class ServletEnd implements FilterChain {
  private boolean reached;
  private @Nullable Principal user;

  /** Forgets the last request. */
  public void begin() {
    reached = false;
    user = null;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response) {
    reached = true;
    user = ((HttpServletRequest) request).getUserPrincipal();
  }

  /** Whether the request came through. */
  public boolean isReached() {
    return reached;
  }

  /** Who the application thinks the user is; null for nobody. */
  public @Nullable Principal user() {
    return user;
  }
}
