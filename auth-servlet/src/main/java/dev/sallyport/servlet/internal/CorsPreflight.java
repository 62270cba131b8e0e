package dev.sallyport.servlet.internal;

import dev.sallyport.servlet.problem.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Request that a browser sends, without credentials, before a request to another origin. */
final class CorsPreflight {
  /** Methods of RFC 9110 and RFC 5789. The filter does not know which the application supports. */
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** Header fields by which frameworks replace the method. */
  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method");

  private CorsPreflight() {}

  /**
   * Returns whether a request is a preflight. A request with a body or a method override is not.
   */
  static boolean is(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null
        && request.getContentLengthLong() <= 0
        && request.getHeader("Transfer-Encoding") == null
        && OVERRIDES.stream().allMatch(name -> request.getHeader(name) == null);
  }

  /** Sends 204 without CORS header fields, so that the browser does not send its request. */
  static void answer(HttpServletResponse response) {
    Endpoint.sendAllow(METHODS, response);
  }
}
