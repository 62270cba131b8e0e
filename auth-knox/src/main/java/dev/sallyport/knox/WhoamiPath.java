package dev.sallyport.knox;

import dev.sallyport.servlet.WhoamiPathProvider;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Provider of the path of a {@link WhoamiServlet}, or of whoami in a {@link SmarterCliServlet}.
 *
 * <pre>{@code
 * Optional<String> path = new WhoamiPath().path(getServletContext());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class WhoamiPath implements WhoamiPathProvider {
  @Override
  public Optional<String> path(ServletContext context) {
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
