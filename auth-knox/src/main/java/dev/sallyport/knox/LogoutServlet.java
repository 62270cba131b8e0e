package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet that ends the key of a request, compatible with django-rest-knox. Map it to {@code
 * /api/v1/auth/logout/*}, after a {@link SallyportFilter}.
 *
 * <p>It responds to a POST with 204. From then on the key's token is denied. It ends any key,
 * including one that was not created by a login. It responds with 401 if no filter has
 * authenticated the request by a key.
 *
 * <pre>{@code
 * context.addServlet("logout", LogoutServlet.class).addMapping("/api/v1/auth/logout/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LogoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LogoutServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      LogoutEndpoint.endKey(request, response);
    }
  }
}
