package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * Provider of a path of an application at which the holder of a key can test it. Implementations
 * are found with {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * public final class ProfilePath implements WhoamiPathProvider {
 *   public Optional<String> path(ServletContext context) {
 *     return Optional.of("/api/profile");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface WhoamiPathProvider {
  /**
   * Returns the path that responds with the key of a request and its owner.
   *
   * @return a path below the context path; empty if there is none
   */
  Optional<String> path(ServletContext context);
}
