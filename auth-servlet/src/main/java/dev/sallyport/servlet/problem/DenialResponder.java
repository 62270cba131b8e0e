package dev.sallyport.servlet.problem;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Responder that writes the responses to denied requests. It cannot let a request through.
 *
 * <p>An application replaces the {@linkplain ProblemResponder standard one} by the setting {@code
 * denial-responder}, which names a class with a public constructor without parameters, or with
 * {@code SallyportFilters.builder(sallyport).responder(...)}. Before each call the status of the
 * problem document, {@code Cache-Control: no-store} and {@code Vary} are set; a responder may
 * replace them. It is not called if the response is committed. If it throws an exception before the
 * response is committed, the problem document is sent. Implementations must be thread-safe.
 *
 * <pre>{@code
 * public final class PlainResponder implements DenialResponder {
 *   @Override
 *   public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
 *       throws IOException {
 *     response.setContentType("application/json");
 *     response.getWriter().print("{\"error\":\"" + Problem.of(denied.reason()).name() + "\"}");
 *   }
 *
 *   @Override
 *   public void unavailable(
 *       Duration retryAfter, HttpServletRequest request, HttpServletResponse response) {
 *     response.setHeader("Retry-After", String.valueOf(retryAfter.toSeconds()));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface DenialResponder {
  /**
   * Writes the response to a denied request.
   *
   * @param denied the reason, and what the client may know about the key; until a token is
   *     verified, responses must not differ by the reason, as those of {@link Problem#of} do not
   * @throws IOException if the response could not be written
   */
  void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  /**
   * Writes the response to a request whose token could not be checked.
   *
   * @param retryAfter how long the client should wait; at least a second
   * @throws IOException if the response could not be written
   */
  void unavailable(Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
