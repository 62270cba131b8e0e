package dev.sallyport.admin.service;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Canonical path of the servlet, from the servlet context and the mapping, encoded for URLs,
 * cookies and pages. It never contains input of a client: Tomcat's {@code getContextPath()} of a
 * request returns what the client sent, path parameters included.
 *
 * @param path without a trailing slash; empty for the root
 */
public record BasePath(String path) {
  /** Returns the path of the servlet that serves a request. */
  public static BasePath of(HttpServletRequest request) {
    String mapping = request.getHttpServletMapping().getPattern().replaceFirst("/\\*?$", "");
    return new BasePath(encoded(request.getServletContext().getContextPath() + mapping));
  }

  /** Encodes a path for URLs and cookies, semicolons included. */
  public static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString().replace(";", "%3B");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Invalid path: " + path, e);
    }
  }

  /**
   * Returns whether the client used this spelling of the path. With another spelling, such as one
   * with path parameters, a browser would not send its cookies.
   */
  public boolean isCanonical(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return uri.equals(path) || uri.startsWith(path + "/");
  }
}
