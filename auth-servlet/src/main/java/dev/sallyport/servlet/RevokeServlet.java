package dev.sallyport.servlet;

import dev.sallyport.servlet.internal.RevokeEndpoint;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet that deactivates an API key by its token, for leaked tokens. Map it to {@code
 * /api/v1/auth/revoke/*}, and exempt that path in every {@link SallyportFilter} that is mapped to
 * it.
 *
 * <p>It accepts a POST with the token as {@code text/plain}, or as {@code token} in a JSON object,
 * of at most 2 KiB. As in a header field, the token may follow a scheme and be surrounded by white
 * space. A body without a well-formed token is answered with 400. Anyone who has a token may revoke
 * it. The response, 202 (or 429 after too many requests), does not reveal whether the key existed
 * or was active. If no filter has started, the response is 503.
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>revoke</servlet-name>
 *   <servlet-class>dev.sallyport.servlet.RevokeServlet</servlet-class>
 * </servlet>
 * <servlet-mapping>
 *   <servlet-name>revoke</servlet-name>
 *   <url-pattern>/api/v1/auth/revoke/*</url-pattern>
 * </servlet-mapping>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RevokeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The RevokeServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      RevokeEndpoint.serve(request, response);
    }
  }
}
