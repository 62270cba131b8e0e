package dev.sallyport.servlet.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Path and methods that a servlet serves. It serves no path below. Immutable.
 *
 * <pre>{@code
 * private static final Endpoint ENDPOINT = Endpoint.of("GET", "HEAD");
 *
 * if (ENDPOINT.accepts(authenticator.problems(), request, response)) {
 *   serve(request, response);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Endpoint {
  private final List<String> methods;
  private final String allowed;

  private Endpoint(List<String> methods) {
    this.methods = methods;
    this.allowed = String.join(", ", methods) + ", OPTIONS";
  }

  /** Creates an endpoint that serves methods, and {@code OPTIONS}. */
  public static Endpoint of(String... methods) {
    return new Endpoint(List.of(methods));
  }

  /** Returns whether the servlet serves the request; if not, the response has been sent. */
  public boolean accepts(
      ProblemResponder problems, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return accepts(isExactPath(request.getPathInfo()), problems, request, response);
  }

  /**
   * Returns whether the servlet serves the request; if not, the response has been sent.
   *
   * @param isExactPath whether the servlet serves the path
   */
  public boolean accepts(
      boolean isExactPath,
      ProblemResponder problems,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (answersOptions(request, response)) {
      return false;
    }
    if (!isExactPath) {
      problems.answer(Problem.NOT_FOUND, request, response);
    } else if (!methods.contains(request.getMethod())) {
      response.setHeader("Allow", allowed);
      problems.answer(Problem.METHOD_NOT_ALLOWED, request, response);
    } else {
      return true;
    }
    return false;
  }

  /** Returns whether the request asks for the methods; if so, the response has been sent. */
  public boolean answersOptions(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("OPTIONS")) {
      return false;
    }
    sendAllow(allowed, response);
    return true;
  }

  /** Sends 204 with the allowed methods. */
  public static void sendAllow(String allowed, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", allowed);
  }

  /** Returns whether a path info is that of the servlet itself, with or without a slash. */
  public static boolean isExactPath(@Nullable String pathInfo) {
    return pathInfo == null || pathInfo.equals("/");
  }
}
