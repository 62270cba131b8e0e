package dev.sallyport.spring.internal;

import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.servlet.SallyportFilters;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Authenticator of all filter chains of Spring Security, which do not initialize their filters, and
 * of the console. It starts with the server or, in tests without one, at the first request.
 * Thread-safe.
 */
public final class WebAuthenticator implements ServletContextInitializer, AutoCloseable {
  private final SallyportFilters.Builder builder;
  private volatile @Nullable ContainerAuthenticator started;

  /** Creates an authenticator that works like a filter of the builder. */
  public WebAuthenticator(SallyportFilters.Builder builder) {
    this.builder = builder;
  }

  @Override
  public void onStartup(ServletContext context) throws ServletException {
    in(context);
  }

  /** Returns the started authenticator. */
  public ContainerAuthenticator in(ServletContext context) throws ServletException {
    ContainerAuthenticator authenticator = started;
    return authenticator == null ? start(context) : authenticator;
  }

  /** Returns whether a request has a credential or needs a key. */
  public boolean isConcernedBy(HttpServletRequest request) {
    try {
      return in(request.getServletContext()).isConcernedBy(request);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized ContainerAuthenticator start(ServletContext context)
      throws ServletException {
    ContainerAuthenticator authenticator = started;
    if (authenticator == null) {
      authenticator = ContainerAuthenticator.open("sallyport", context, builder);
      started = authenticator;
    }
    return authenticator;
  }

  @Override
  public void close() {
    ContainerAuthenticator authenticator = started;
    started = null;
    if (authenticator != null) {
      authenticator.close();
    }
  }
}
