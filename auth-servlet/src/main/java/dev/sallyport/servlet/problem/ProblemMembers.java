package dev.sallyport.servlet.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Adds members to problem documents (RFC 9457), for clients that read others; found with {@link
 * java.util.ServiceLoader}. Thread-safe.
 */
public interface ProblemMembers {
  /**
   * Returns the members that the answer to a request has besides {@code type}, {@code title},
   * {@code status} and {@code detail}.
   *
   * @return empty if there are none
   */
  Map<String, Object> members(Problem problem, HttpServletRequest request);
}
