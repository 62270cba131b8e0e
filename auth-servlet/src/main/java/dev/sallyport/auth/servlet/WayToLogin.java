package dev.sallyport.auth.servlet;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.servlet.HttpSettings.Mode;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sees to it, when a filter starts, that people can log in where the application says they can.
 *
 * <p>It is the filter's to check: without its exemption no request would ever come as far as the
 * servlet, and filters start after servlets on some containers and before them on others.
 */
final class WayToLogin {
  /** What to do about a gate that knows nobody's password. */
  static final String NO_PASSWORDS =
      "The LoginServlet cannot check passwords, because the host's owner-directory does not tell"
          + " them: let it implement dev.sallyport.auth.spi.PasswordDirectory, or take the"
          + " LoginServlet out.";

  /** What to do about a login without a filter. */
  static final String NO_GATE =
      "The LoginServlet finds no gate: register a SallyportFilter in this web application, and"
          + " where the container sets filters up late map it to the path of the LoginServlet too.";

  private WayToLogin() {}

  /**
   * Checks the way to each {@link LoginServlet}.
   *
   * @throws SettingException if this filter would refuse every login, or the gate could check none
   */
  static void requireOpen(FilterConfig config, Sallyport gate, Settings settings) {
    List<? extends ServletRegistration> logins =
        config.getServletContext().getServletRegistrations().values().stream()
            .filter(it -> LoginServlet.class.getName().equals(it.getClassName()))
            .toList();
    if (!logins.isEmpty() && gate.logins().isEmpty()) {
      throw new SettingException(NO_PASSWORDS);
    }
    FilterRegistration filter =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    if (filter != null && !letsBasicBy(settings)) {
      logins.forEach(login -> requireOpen(filter, login, settings));
    }
  }

  private static void requireOpen(
      FilterRegistration filter, ServletRegistration login, Settings settings) {
    Collection<String> names = filter.getServletNameMappings();
    boolean byName = names.contains(login.getName()) || names.contains("*");
    for (String mapping : login.getMappings()) {
      boolean isClosed =
          paths(mapping)
              .filter(path -> byName || covers(filter.getUrlPatternMappings(), path))
              .anyMatch(path -> !isExempt(path, settings));
      if (isClosed) {
        throw new SettingException(
            "The filter %s would refuse every login at %s, because a login brings no token: add %s"
                    .formatted(filter.getName(), mapping, mapping.equals("/*") ? "/" : mapping)
                + " to the exempt-paths of that filter.");
      }
    }
  }

  private static boolean letsBasicBy(Settings settings) {
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL
        && settings.get(HttpSettings.SCHEMES).stream()
            .noneMatch(BasicCredential.SCHEME::equalsIgnoreCase);
  }

  /** The paths at which a servlet that is mapped so answers, being one with nothing below it. */
  private static Stream<String> paths(String mapping) {
    if (mapping.endsWith("/*")) {
      String parent = mapping.substring(0, mapping.length() - 2);
      return Stream.of(parent, parent + "/").filter(path -> !path.isEmpty());
    }
    return mapping.startsWith("/") ? Stream.of(mapping) : Stream.empty();
  }

  private static boolean covers(Collection<String> urlPatterns, String path) {
    return urlPatterns.stream().anyMatch(pattern -> covers(pattern, path));
  }

  private static boolean covers(String urlPattern, String path) {
    if (urlPattern.endsWith("/*")) {
      String parent = urlPattern.substring(0, urlPattern.length() - 2);
      return path.equals(parent) || path.startsWith(parent + "/");
    }
    return urlPattern.startsWith("*.")
        ? path.endsWith(urlPattern.substring(1))
        : path.equals(urlPattern);
  }

  private static boolean isExempt(String path, Settings settings) {
    return settings.get(HttpSettings.EXEMPT_PATHS).stream().anyMatch(it -> it.matches(path));
  }
}
