package dev.sallyport.servlet.client;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The path by which the container dispatches, never the URI that the client wrote. */
public final class RequestPath {
  private RequestPath() {}

  /** Decoded, below the context path. */
  public static String of(HttpServletRequest request) {
    String servletPath = orEmpty(request.getServletPath());
    String pathInfo = request.getPathInfo();
    return pathInfo == null || pathInfo.isEmpty() ? servletPath : servletPath + pathInfo;
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }
}
