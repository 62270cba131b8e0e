package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet that ends all keys of the owner of the request's key, compatible with django-rest-knox.
 * Map it to {@code /api/v1/auth/logoutall/*}, after a {@link SallyportFilter}.
 *
 * <p>It responds to a POST with 204. All keys of the owner end, including those that were not
 * created by a login and those that programs use. It responds with 401 if no filter has
 * authenticated the request by a key.
 *
 * <pre>{@code
 * context.addServlet("logoutall", LogoutAllServlet.class).addMapping("/api/v1/auth/logoutall/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LogoutAllServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LogoutAllServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      LogoutEndpoint.endAllKeys(request, response);
    }
  }
}
