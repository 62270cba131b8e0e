package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * Finds a path of an application at which the holder of a key can try it out; found with {@link
 * java.util.ServiceLoader}.
 */
public interface WhoamiPathProvider {
  /**
   * Returns the path of an application that returns the holder of a key.
   *
   * @return a path below the context path; empty if there is none
   */
  Optional<String> path(ServletContext context);
}
