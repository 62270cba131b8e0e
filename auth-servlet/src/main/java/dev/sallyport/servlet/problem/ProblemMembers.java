package dev.sallyport.servlet.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Extension that adds members to problem documents (RFC 9457). Implementations are found with
 * {@link java.util.ServiceLoader} and must be thread-safe. If one throws an exception, its members
 * are left out.
 *
 * <pre>{@code
 * public final class RequestIdMembers implements ProblemMembers {
 *   public Map<String, Object> members(Problem problem, HttpServletRequest request) {
 *     return Map.of("requestId", request.getRequestId());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ProblemMembers {
  /**
   * Returns the members to add to the response to a request. They cannot replace {@code type},
   * {@code title}, {@code status} and {@code detail}.
   *
   * @param problem the problem of the response
   * @param request the request that it responds to
   * @return strings, numbers, booleans, maps and lists by name; empty if there are none
   */
  Map<String, Object> members(Problem problem, HttpServletRequest request);
}
