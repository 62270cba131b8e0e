package dev.sallyport.spring.internal;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.SettingsProvider;
import dev.sallyport.jdbc.JdbcSettings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/** Settings of the starter, and all settings that an application of Spring Boot may have. */
public final class SpringSettings implements SettingsProvider {
  /** Paths that need a key. */
  public static final Setting<ProtectedPaths> PATHS =
      Setting.of(
          "paths",
          "",
          "paths such as /api/**, /reports or /**, separated by commas",
          "Paths of the application that need an API key. Empty protects none.",
          SpringSettings::paths);

  /** Path of the management API and the console. */
  public static final Setting<String> ADMIN_PATH =
      Setting.of(
          "admin-path",
          "",
          "a path such as /admin",
          "Path of the console and, below `api/v1`, of the management API. Empty for none.",
          SpringSettings::adminPath);

  private static final String WITHOUT_ADMIN =
      "without sallyport-admin: add dev.sallyport:sallyport-admin";
  private static final Pattern PATH = Pattern.compile("(" + ProtectedPaths.PLAIN + ")?");

  /** Creates the provider. */
  public SpringSettings() {}

  @Override
  public List<Setting<?>> settings() {
    return List.of(PATHS, ADMIN_PATH);
  }

  /** Returns the settings of the filter, of the stores, of the console, and of the starter. */
  public static List<Setting<?>> all() {
    return Stream.of(List.of(PATHS, ADMIN_PATH), SallyportFilters.settings(), ofAdmin())
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }

  /** Returns the settings that name a database. */
  static Stream<Setting<?>> ofDatabases() {
    return ServiceLoader.load(BackendProvider.class, SpringSettings.class.getClassLoader()).stream()
        .<Setting<?>>flatMap(it -> it.get().settings().stream())
        .filter(it -> !it.equals(JdbcSettings.SCHEMA))
        .distinct();
  }

  private static List<Setting<?>> ofAdmin() {
    return hasAdmin() ? AdminSettings.all() : List.of();
  }

  private static boolean hasAdmin() {
    return ClassUtils.isPresent("dev.sallyport.admin.AdminServlet", null);
  }

  /**
   * Requires that the settings of the console have an effect.
   *
   * @throws SettingException if there is no console
   */
  static void requireEffectOfAdmin(Settings settings) {
    if (settings.get(ADMIN_PATH).isEmpty()) {
      settings.requireUnset(
          ofAdmin(), null, "without admin-path, the path of the console: set it, or remove this");
    } else if (!hasAdmin()) {
      settings.requireUnset(List.of(ADMIN_PATH), WITHOUT_ADMIN);
    }
  }

  /**
   * Requires that the console is there if a setting may be one of it.
   *
   * @param place the setting with its source, for the message
   * @throws SettingException if not
   */
  static void requireAdmin(String name, String place) {
    if (name.startsWith("admin-") && !hasAdmin()) {
      throw new SettingException(
          "The setting %s (%s) has no effect %s.".formatted(name, place, WITHOUT_ADMIN));
    }
  }

  private static ProtectedPaths paths(String text) {
    List<String> written = Setting.words(text).toList();
    if (written.isEmpty() && !text.isEmpty()) {
      throw new IllegalArgumentException("only separators");
    }
    return new ProtectedPaths(written);
  }

  private static String adminPath(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a path");
    }
    return text;
  }

  /** Returns the setting with a name. */
  static Setting<?> named(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
