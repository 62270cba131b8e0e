package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.BasePath;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.WhoamiPathProvider;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A new token, and a command to try it with. The one place that shows one.
 *
 * @param value the token itself
 */
public record NewTokenPage(String value, String command) {
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /** A name, an IPv4 address, or an IPv6 address in brackets; and a port, if there is one. */
  private static final Pattern HOST =
      Pattern.compile(
          "(%s(\\.%s){0,30}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?".formatted(LABEL, LABEL));

  static NewTokenPage of(
      Secret token, HttpServletRequest request, RequestAuthenticator requestAuthenticator) {
    String scheme = requestAuthenticator.isOverTls(request) ? "https" : "http";
    String context = request.getServletContext().getContextPath();
    String path = BasePath.encoded(context + whoamiPath(request));
    String revealed = token.reveal();
    return new NewTokenPage(revealed, command(revealed, scheme, request.getHeader("Host"), path));
  }

  /**
   * A line for a shell that sends a token.
   *
   * @param hostOrNull as the browser named it; what is none becomes {@code localhost}
   */
  public static String command(
      String token, String scheme, @Nullable String hostOrNull, String path) {
    boolean isHost = hostOrNull != null && HOST.matcher(hostOrNull).matches();
    String address = scheme + "://" + (isHost ? hostOrNull : "localhost") + path;
    return "curl -H " + quoted("Authorization: Token " + token) + " " + quoted(address);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Where a key can be tried; the root where the application has no such servlet. */
  private static String whoamiPath(HttpServletRequest request) {
    return ServiceLoader.load(WhoamiPathProvider.class, WhoamiPathProvider.class.getClassLoader())
        .stream()
        .flatMap(it -> it.get().path(request.getServletContext()).stream())
        .findFirst()
        .orElse("/");
  }

  @Override
  public String toString() {
    return "ConsoleToken";
  }
}
