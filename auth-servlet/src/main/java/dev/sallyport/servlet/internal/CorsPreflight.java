package dev.sallyport.servlet.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** What a browser asks, without credentials, before a request of another origin. */
final class CorsPreflight {
  /** The filter does not know what the application answers: any method of RFC 9110 and 5789. */
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** With one of these, frameworks take the request for another than OPTIONS. */
  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method");

  private CorsPreflight() {}

  /**
   * Returns whether a request is a preflight and nothing else. One with a body, or with another
   * method than it seems to have, is not.
   */
  static boolean is(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null
        && request.getContentLengthLong() <= 0
        && request.getHeader("Transfer-Encoding") == null
        && OVERRIDES.stream().allMatch(name -> request.getHeader(name) == null);
  }

  /** Answers 204 without any field of CORS, so that the browser does not send its request. */
  static void answer(HttpServletResponse response) {
    Endpoint.tellMethods(METHODS, response);
  }
}
