package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells the holder of a key who it is, at any path and in the shape of Smarter's API, behind a
 * {@link SallyportFilter}. {@link SmarterCliServlet} does so too.
 *
 * <p>Where no such filter has let the request in, it answers 401; where none has started, 503.
 */
public final class WhoamiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The WhoamiServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      WhoamiEndpoint.serve(request.getPathInfo(), request, response);
    }
  }

  /**
   * Returns where an application tells who the holder of a key is.
   *
   * @return a path below the context path; empty if it has neither this servlet nor a {@link
   *     SmarterCliServlet}
   */
  public static Optional<String> path(ServletContext context) {
    return Stream.concat(
            paths(context, WhoamiServlet.class, ""),
            paths(context, SmarterCliServlet.class, SmarterCommand.WHOAMI + "/"))
        .findFirst();
  }

  private static Stream<String> paths(ServletContext context, Class<?> servlet, String below) {
    return context.getServletRegistrations().values().stream()
        .filter(it -> servlet.getName().equals(it.getClassName()))
        .flatMap(it -> it.getMappings().stream())
        .filter(it -> it.startsWith("/") && (below.isEmpty() || it.endsWith("/*")))
        .map(it -> it.endsWith("/*") ? it.substring(0, it.length() - 1) + below : it);
  }
}
