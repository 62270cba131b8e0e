package dev.sallyport.servlet.validation;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.LoginServlet;
import dev.sallyport.knox.LogoutAllServlet;
import dev.sallyport.knox.LogoutServlet;
import dev.sallyport.servlet.RevokeServlet;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.credential.BasicCredential;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sees to it, when a filter starts, that people can log in and revoke tokens where the application
 * says they can.
 *
 * <p>It is the filter's to check: without its exemption no request would ever come as far as the
 * servlet, and filters start after servlets on some containers and before them on others.
 */
public final class ServletMappingValidator {
  /** What to do about a gate that knows nobody's password. */
  public static final String NO_PASSWORDS =
      "The LoginServlet cannot check passwords, because the host's owner-directory does not tell"
          + " them: let it implement dev.sallyport.spi.PasswordDirectory, or take the"
          + " LoginServlet out.";

  /** By its name, because this module does not know the one that has it. */
  private static final String ADMIN_SERVLET = "dev.sallyport.admin.AdminServlet";

  private ServletMappingValidator() {}

  /**
   * Checks the way to each {@link LoginServlet} and {@link RevokeServlet}.
   *
   * @throws SettingException if this filter would refuse all that is for one, or the gate could
   *     check no password
   */
  public static void requireReachable(FilterConfig config, Sallyport sallyport, Settings settings) {
    List<ServletRegistration> logins = servlets(config, LoginServlet.class);
    if (!logins.isEmpty() && sallyport.logins().isEmpty()) {
      throw new SettingException(NO_PASSWORDS);
    }
    FilterRegistration filter =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    boolean isOptional = settings.get(HttpSettings.MODE) == Mode.OPTIONAL;
    if (filter != null && !(isOptional && leavesBasic(settings))) {
      logins.forEach(it -> requireReachable(filter, it, "login", settings));
    }
    if (filter != null && !isOptional) {
      servlets(config, RevokeServlet.class)
          .forEach(it -> requireReachable(filter, it, "revocation", settings));
    }
    if (filter != null && !isOptional) {
      servlets(config, ADMIN_SERVLET).forEach(it -> requireExemption(filter, it, settings));
    }
    if (filter != null) {
      servlets(config, LogoutServlet.class).forEach(it -> requireChecked(filter, it, settings));
      servlets(config, LogoutAllServlet.class).forEach(it -> requireChecked(filter, it, settings));
    }
  }

  private static List<ServletRegistration> servlets(FilterConfig config, Class<?> type) {
    return servlets(config, type.getName());
  }

  private static List<ServletRegistration> servlets(FilterConfig config, String className) {
    return config.getServletContext().getServletRegistrations().values().stream()
        .filter(it -> className.equals(it.getClassName()))
        .map(ServletRegistration.class::cast)
        .toList();
  }

  private static void requireReachable(
      FilterRegistration filter, ServletRegistration servlet, String what, Settings settings) {
    Collection<String> names = filter.getServletNameMappings();
    boolean byName = names.contains(servlet.getName()) || names.contains("*");
    for (String mapping : servlet.getMappings()) {
      boolean isClosed =
          paths(mapping)
              .filter(path -> byName || covers(filter.getUrlPatternMappings(), path))
              .anyMatch(path -> !isExempt(path, settings));
      if (isClosed) {
        throw new SettingException(
            "The filter %1$s would refuse every %2$s at %3$s, because a %2$s brings no token: add"
                    .formatted(filter.getName(), what, mapping)
                + " %s to the exempt-paths of that filter."
                    .formatted(mapping.equals("/*") ? "/" : mapping));
      }
    }
  }

  /** People sign in at the console without a token, and all that is below it is part of it. */
  private static void requireExemption(
      FilterRegistration filter, ServletRegistration admin, Settings settings) {
    Collection<String> names = filter.getServletNameMappings();
    boolean byName = names.contains(admin.getName()) || names.contains("*");
    for (String mapping : admin.getMappings()) {
      boolean isClosed =
          pathsBelow(mapping)
              .filter(path -> byName || covers(filter.getUrlPatternMappings(), path))
              .anyMatch(path -> !isExempt(path, settings));
      if (isClosed) {
        throw new SettingException(
            ("The filter %s would refuse everybody who wants to sign in at %s: %s. The AdminServlet"
                    + " checks tokens itself.")
                .formatted(filter.getName(), mapping, remedy(mapping)));
      }
    }
  }

  private static String remedy(String mapping) {
    return mapping.equals("/*")
        ? "set the mode of that filter to optional, since exempt-paths are never all there are"
        : "add " + mapping + " to the exempt-paths of that filter";
  }

  private static Stream<String> pathsBelow(String mapping) {
    return mapping.endsWith("/*")
        ? Stream.concat(paths(mapping), Stream.of(mapping.replace("*", "any/path")))
        : paths(mapping);
  }

  /** The opposite trap: an exemption that is too wide, behind which no logout finds its key. */
  private static void requireChecked(
      FilterRegistration filter, ServletRegistration logout, Settings settings) {
    for (String mapping : logout.getMappings()) {
      boolean isExempt =
          paths(mapping)
              .filter(path -> covers(filter.getUrlPatternMappings(), path))
              .anyMatch(path -> isExempt(path, settings));
      if (isExempt) {
        throw new SettingException(
            "The filter %s exempts %s, where nobody could log out then, because that takes a token:"
                    .formatted(filter.getName(), mapping)
                + " name narrower exempt-paths.");
      }
    }
  }

  /** Whether a servlet that takes no token answers at a path that the filter is mapped to. */
  static boolean anyBehind(FilterRegistration filter, FilterConfig config) {
    return Stream.of(LoginServlet.class.getName(), RevokeServlet.class.getName(), ADMIN_SERVLET)
        .flatMap(name -> servlets(config, name).stream())
        .flatMap(it -> it.getMappings().stream())
        .flatMap(ServletMappingValidator::pathsBelow)
        .anyMatch(path -> covers(filter.getUrlPatternMappings(), path));
  }

  private static boolean leavesBasic(Settings settings) {
    return settings.get(HttpSettings.SCHEMES).stream()
        .noneMatch(BasicCredential.SCHEME::equalsIgnoreCase);
  }

  /** The paths at which a servlet that is mapped so answers, being one with nothing below it. */
  private static Stream<String> paths(String mapping) {
    if (mapping.endsWith("/*")) {
      String parent = mapping.substring(0, mapping.length() - 2);
      return Stream.of(parent, parent + "/").filter(path -> !path.isEmpty());
    }
    if (mapping.startsWith("*.")) {
      return Stream.of("/any" + mapping.substring(1));
    }
    return Stream.of(mapping.isEmpty() ? "/" : mapping);
  }

  private static boolean covers(Collection<String> urlPatterns, String path) {
    return urlPatterns.stream().anyMatch(pattern -> UrlPattern.matches(pattern, path));
  }

  private static boolean isExempt(String path, Settings settings) {
    List<ScopeRule> rules = settings.get(HttpSettings.REQUIRED_SCOPES);
    return settings.get(HttpSettings.EXEMPT_PATHS).stream()
        .filter(it -> it.matches(path))
        .anyMatch(it -> !it.isExtension() || ScopeRule.required(rules, "POST", path).isEmpty());
  }
}
