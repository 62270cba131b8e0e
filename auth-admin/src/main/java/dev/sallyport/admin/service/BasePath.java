package dev.sallyport.admin.service;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The path of the servlet as its container and its mapping have it, and as URLs, cookies and pages
 * may have it: never as a client wrote it. Tomcat's {@code getContextPath()} of a request is what
 * the client wrote, path parameters included.
 *
 * @param path without a slash at the end; empty for the root
 */
public record BasePath(String path) {
  public static BasePath of(HttpServletRequest request) {
    String mapping = request.getHttpServletMapping().getPattern().replaceFirst("/\\*?$", "");
    return new BasePath(encoded(request.getServletContext().getContextPath() + mapping));
  }

  /** Returns a path as a URL has it; a semicolon has a meaning there, and in a cookie. */
  public static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString().replace(";", "%3B");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no path", e);
    }
  }

  /**
   * Whether a client spelt the path so. By another spelling, such as one with path parameters, a
   * browser would not find its cookies again.
   */
  public boolean isCanonical(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return uri.equals(path) || uri.startsWith(path + "/");
  }
}
