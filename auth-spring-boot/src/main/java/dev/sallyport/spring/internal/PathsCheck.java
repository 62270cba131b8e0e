package dev.sallyport.spring.internal;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Check that protected paths are relative to the context path, and include the path of Spring MVC:
 * others would be open.
 */
public final class PathsCheck {
  private PathsCheck() {}

  /**
   * Requires that requests can have the protected paths.
   *
   * @param context the context of the application, whose servlets are registered; without one of
   *     Spring MVC, as in tests without a server, all paths are accepted
   * @throws SettingException if one cannot be the path of a request
   */
  public static void requireServed(Settings settings, ServletContext context) {
    String root = context.getContextPath();
    Map<String, ? extends ServletRegistration> servlets = context.getServletRegistrations();
    Collection<String> ofMvc =
        Optional.ofNullable((ServletRegistration) servlets.get("dispatcherServlet"))
            .map(ServletRegistration::getMappings)
            .orElse(List.of("/"));
    boolean isPartly = ofMvc.stream().allMatch(it -> it.length() > 2);
    Set<String> mappings =
        servlets.values().stream().flatMap(it -> it.getMappings().stream()).collect(toSet());
    for (String path : settings.get(SpringSettings.PATHS).written()) {
      String parent = path.replace("/**", "");
      if (!root.isEmpty() && isAtOrBelow(parent, root)) {
        throw unserved(path, settings, "paths are relative to the context path " + root);
      }
      if (isPartly && mappings.stream().noneMatch(it -> meets(it, path, parent))) {
        throw unserved(path, settings, "Spring MVC serves " + ofMvc + " (spring.mvc.servlet.path)");
      }
    }
  }

  private static SettingException unserved(String path, Settings settings, String why) {
    return new SettingException(
        "The path %s of %s would protect nothing: %s."
            .formatted(path, settings.describe(SpringSettings.PATHS), why));
  }

  private static boolean meets(String mapping, String path, String parent) {
    String served = mapping.replace("/*", "");
    return mapping.length() > 1
        && (isAtOrBelow(parent, served) || (!parent.equals(path) && isAtOrBelow(served, parent)));
  }

  private static boolean isAtOrBelow(String path, String parent) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }
}
