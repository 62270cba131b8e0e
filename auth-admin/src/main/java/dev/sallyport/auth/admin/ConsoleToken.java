package dev.sallyport.auth.admin;

import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.servlet.WhoamiServlet;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;

/**
 * A new token, and a command to try it with. The one place that shows one.
 *
 * @param value the token itself
 */
record ConsoleToken(String value, String command) {
  static ConsoleToken of(Secret token, HttpServletRequest request, Gateway gateway) {
    String scheme = gateway.isOverTls(request) ? "https" : "http";
    String host = request.getHeader("Host");
    String address =
        "%s://%s%s%s"
            .formatted(
                scheme,
                host == null || !host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}") ? "localhost" : host,
                request.getContextPath(),
                whoamiPath(request));
    String revealed = token.reveal();
    return new ConsoleToken(
        revealed, "curl -H 'Authorization: Token %s' '%s'".formatted(revealed, address));
  }

  /** Where a key can be tried; the root where the application has no such servlet. */
  private static String whoamiPath(HttpServletRequest request) {
    Collection<? extends ServletRegistration> servlets =
        request.getServletContext().getServletRegistrations().values();
    return servlets.stream()
        .filter(it -> WhoamiServlet.class.getName().equals(it.getClassName()))
        .flatMap(it -> it.getMappings().stream())
        .map(it -> it.endsWith("/*") ? it.substring(0, it.length() - 1) : it)
        .filter(it -> it.startsWith("/"))
        .findFirst()
        .orElse("/");
  }

  @Override
  public String toString() {
    return "ConsoleToken";
  }
}
