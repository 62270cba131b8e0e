package dev.sallyport.servlet.internal.validation;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.validation.ServletMappingRule;
import dev.sallyport.servlet.validation.ServletMappingRule.Credentials;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Startup check that requests reach the servlets of Sallyport as each {@link ServletMappingRule}
 * requires.
 *
 * <p>The filter runs it, because without an exemption no request would reach the servlet, and
 * because containers differ in whether filters start before servlets.
 */
public final class ServletMappingValidator {
  private ServletMappingValidator() {}

  /**
   * Checks the filter against each servlet that has a rule.
   *
   * @throws SettingException if this filter would deny all requests to one that takes no key, or
   *     exempts one that takes a key, or the application cannot serve one
   */
  public static void requireReachable(FilterConfig config, Sallyport sallyport, Settings settings) {
    FilterRegistration filter =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    for (ServletMappingRule rule : rules()) {
      List<ServletRegistration> servlets = servlets(config, rule);
      if (!servlets.isEmpty()) {
        rule.check(sallyport);
      }
      if (filter != null && !rule.isLetThrough(settings)) {
        servlets.forEach(servlet -> check(rule, filter, servlet, settings));
      }
    }
  }

  private static List<ServletMappingRule> rules() {
    return ServiceLoader.load(ServletMappingRule.class, ServletMappingRule.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static List<ServletRegistration> servlets(FilterConfig config, ServletMappingRule rule) {
    return config.getServletContext().getServletRegistrations().values().stream()
        .filter(it -> rule.servletClass().equals(it.getClassName()))
        .map(ServletRegistration.class::cast)
        .toList();
  }

  private static void check(
      ServletMappingRule rule,
      FilterRegistration filter,
      ServletRegistration servlet,
      Settings settings) {
    for (String mapping : servlet.getMappings()) {
      if (rule.credentials() == Credentials.WITH_KEY) {
        requireChecked(rule, filter, mapping, settings);
      } else {
        requireExempt(rule, filter, servlet.getName(), mapping, settings);
      }
    }
  }

  private static void requireExempt(
      ServletMappingRule rule,
      FilterRegistration filter,
      String servlet,
      String mapping,
      Settings settings) {
    Collection<String> names = FilterPosition.servletNames(filter);
    boolean byName = names.contains(servlet) || names.contains("*");
    boolean isClosed =
        paths(rule, mapping)
            .filter(path -> byName || covers(FilterPosition.urlPatterns(filter), path))
            .anyMatch(path -> !isExempt(path, settings));
    if (isClosed) {
      throw new SettingException(
          "The filter %1$s denies every %2$s at %3$s, because a %2$s has no token: %4$s"
              .formatted(filter.getName(), rule.request(), mapping, remedy(rule, mapping)));
    }
  }

  private static String remedy(ServletMappingRule rule, String mapping) {
    boolean isForAll = mapping.equals("/*");
    if (rule.credentials() == Credentials.WITHOUT_KEY) {
      return "add %s to the exempt-paths of that filter.".formatted(isForAll ? "/" : mapping);
    }
    return (isForAll
            ? "set the mode of that filter to optional, since exempt-paths cannot be all paths"
            : "add " + mapping + " to the exempt-paths of that filter")
        + ". The servlet checks tokens itself.";
  }

  /** Throws if an exempt path covers a servlet that needs a key. */
  private static void requireChecked(
      ServletMappingRule rule, FilterRegistration filter, String mapping, Settings settings) {
    boolean isExempt =
        paths(rule, mapping)
            .filter(path -> covers(FilterPosition.urlPatterns(filter), path))
            .anyMatch(path -> isExempt(path, settings));
    if (isExempt) {
      throw new SettingException(
          "The filter %s exempts %s, but a request to %s needs a token:"
                  .formatted(filter.getName(), mapping, rule.request())
              + " name narrower exempt-paths.");
    }
  }

  /** Returns whether a filter is mapped to a path of a servlet that takes no token. */
  static boolean anyBehind(FilterRegistration filter, FilterConfig config) {
    return rules().stream()
        .filter(rule -> rule.credentials() != Credentials.WITH_KEY)
        .flatMap(rule -> servlets(config, rule).stream())
        .flatMap(it -> it.getMappings().stream())
        .flatMap(ServletMappingValidator::pathsBelow)
        .anyMatch(path -> covers(FilterPosition.urlPatterns(filter), path));
  }

  private static Stream<String> paths(ServletMappingRule rule, String mapping) {
    return rule.credentials() == Credentials.WITHOUT_KEY_BELOW
        ? pathsBelow(mapping)
        : paths(mapping);
  }

  private static Stream<String> pathsBelow(String mapping) {
    return mapping.endsWith("/*")
        ? Stream.concat(paths(mapping), Stream.of(mapping.replace("*", "any/path")))
        : paths(mapping);
  }

  /** Returns the paths of a mapping at which a servlet that serves no path below responds. */
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
