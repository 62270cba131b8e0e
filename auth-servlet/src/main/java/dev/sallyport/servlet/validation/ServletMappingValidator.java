package dev.sallyport.servlet.validation;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.validation.ServletMappingRule.Credentials;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Checks, when a filter starts, that requests reach the servlets of Sallyport as each {@link
 * ServletMappingRule} says.
 *
 * <p>It is the filter's to check: without its exemption no request would ever come as far as the
 * servlet, and filters start after servlets on some containers and before them on others.
 */
public final class ServletMappingValidator {
  private ServletMappingValidator() {}

  /**
   * Checks the way to each servlet that has a rule.
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
    Collection<String> names = filter.getServletNameMappings();
    boolean byName = names.contains(servlet) || names.contains("*");
    boolean isClosed =
        paths(rule, mapping)
            .filter(path -> byName || covers(filter.getUrlPatternMappings(), path))
            .anyMatch(path -> !isExempt(path, settings));
    if (isClosed) {
      throw new SettingException(
          "The filter %1$s would refuse every %2$s at %3$s, because a %2$s brings no token: %4$s"
              .formatted(filter.getName(), rule.request(), mapping, remedy(rule, mapping)));
    }
  }

  private static String remedy(ServletMappingRule rule, String mapping) {
    boolean isForAll = mapping.equals("/*");
    if (rule.credentials() == Credentials.WITHOUT_KEY) {
      return "add %s to the exempt-paths of that filter.".formatted(isForAll ? "/" : mapping);
    }
    return (isForAll
            ? "set the mode of that filter to optional, since exempt-paths are never all there are"
            : "add " + mapping + " to the exempt-paths of that filter")
        + ". The servlet checks tokens itself.";
  }

  /** The opposite trap: an exemption that is too wide, behind which no servlet finds the key. */
  private static void requireChecked(
      ServletMappingRule rule, FilterRegistration filter, String mapping, Settings settings) {
    boolean isExempt =
        paths(rule, mapping)
            .filter(path -> covers(filter.getUrlPatternMappings(), path))
            .anyMatch(path -> isExempt(path, settings));
    if (isExempt) {
      throw new SettingException(
          "The filter %s exempts %s, where nobody could %s then, because that takes a token:"
                  .formatted(filter.getName(), mapping, rule.request())
              + " name narrower exempt-paths.");
    }
  }

  /** Whether a servlet that takes no token answers at a path that the filter is mapped to. */
  static boolean anyBehind(FilterRegistration filter, FilterConfig config) {
    return rules().stream()
        .filter(rule -> rule.credentials() != Credentials.WITH_KEY)
        .flatMap(rule -> servlets(config, rule).stream())
        .flatMap(it -> it.getMappings().stream())
        .flatMap(ServletMappingValidator::pathsBelow)
        .anyMatch(path -> covers(filter.getUrlPatternMappings(), path));
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
