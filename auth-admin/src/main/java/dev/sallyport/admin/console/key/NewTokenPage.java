package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.BasePath;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.WhoamiPathProvider;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Model of the display of a new token. No other page shows tokens.
 *
 * @param value the token
 * @param command a shell command that sends the token
 */
public record NewTokenPage(String value, String command) {
  private static final Logger log = LoggerFactory.getLogger(NewTokenPage.class);
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /** A host name, an IPv4 address, or an IPv6 address in brackets, with an optional port. */
  private static final Pattern HOST =
      Pattern.compile(
          "(%s(\\.%s){0,30}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?".formatted(LABEL, LABEL));

  static NewTokenPage of(
      Secret token, HttpServletRequest request, RequestAuthenticator requestAuthenticator) {
    String scheme = requestAuthenticator.isOverTls(request) ? "https" : "http";
    String context = request.getServletContext().getContextPath();
    String path = BasePath.encoded(context + whoamiPath(request));
    String header = header(requestAuthenticator.settings()) + token.reveal();
    String command = command(header, scheme, request.getHeader("Host"), path);
    return new NewTokenPage(token.reveal(), command);
  }

  /** Returns the start of the header that holds the token. */
  private static String header(Settings settings) {
    return settings.get(HttpSettings.SCHEMES).stream()
        .findFirst()
        .map(scheme -> "Authorization: " + scheme + " ")
        .or(() -> settings.get(HttpSettings.API_KEY_HEADER).map(name -> name + ": "))
        .orElse("");
  }

  /**
   * Returns a shell command that sends a token.
   *
   * @param header the header with the token
   * @param host header {@code Host}; {@code localhost} is used if it is absent or invalid
   */
  public static String command(String header, String scheme, @Nullable String host, String path) {
    boolean isHost = host != null && HOST.matcher(host).matches();
    String address = scheme + "://" + (isHost ? host : "localhost") + path;
    return "curl -H " + quoted(header) + " " + quoted(address);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * Returns the path of the whoami servlet; the root if the application has none, or if a module
   * fails to tell: the token is shown this once, and nothing may come between.
   */
  private static String whoamiPath(HttpServletRequest request) {
    try {
      return ServiceLoader.load(WhoamiPathProvider.class, WhoamiPathProvider.class.getClassLoader())
          .stream()
          .flatMap(it -> it.get().path(request.getServletContext()).stream())
          .findFirst()
          .orElse("/");
    } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
      log.warn("Could not determine the path of whoami", e);
      return "/";
    }
  }

  @Override
  public String toString() {
    return "NewTokenPage";
  }
}
