package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * Finds a path of an application at which the holder of a key can try it out; found with {@link
 * java.util.ServiceLoader}.
 */
public interface WhoamiPathProvider {
  /**
   * Returns where an application tells who the holder of a key is.
   *
   * @return a path below the context path; empty if there is none
   */
  Optional<String> path(ServletContext context);
}
