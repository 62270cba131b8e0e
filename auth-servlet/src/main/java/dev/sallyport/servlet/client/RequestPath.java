package dev.sallyport.servlet.client;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The path by which the container dispatches a request. It differs from the URI that the client
 * sent.
 *
 * <pre>{@code
 * boolean isReport = RequestPath.of(request).startsWith("/reports/");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RequestPath {
  private RequestPath() {}

  /** Returns the decoded path below the context path. */
  public static String of(HttpServletRequest request) {
    String servletPath = orEmpty(request.getServletPath());
    String pathInfo = request.getPathInfo();
    return pathInfo == null || pathInfo.isEmpty() ? servletPath : servletPath + pathInfo;
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }
}
