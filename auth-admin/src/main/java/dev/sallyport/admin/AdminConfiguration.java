package dev.sallyport.admin;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reader of the servlet's {@link AdminSettings}. */
final class AdminConfiguration {
  private static final Pattern PREFIX_MAPPING = Pattern.compile("(/[^/*]+)*/\\*");

  private AdminConfiguration() {}

  /**
   * Reads and validates the settings from all sources.
   *
   * @throws SettingException if a setting is invalid; the message says how to fix it
   */
  static Settings read(ServletConfig config) {
    Map<String, String> initParams =
        values(config.getInitParameterNames(), config::getInitParameter);
    SettingSource ofServlet = SettingSource.plain("init-param", initParams);
    Settings.resolve(
        settingsOfServlet(), List.of(ofServlet)); // rejects other settings of the filter
    ServletContext context = config.getServletContext();
    List<Setting<?>> all =
        Stream.concat(SallyportFilters.settings().stream(), AdminSettings.all().stream()).toList();
    return requireConsistent(
        Settings.resolve(
            all,
            List.of(
                ofServlet,
                SettingSource.prefixed(
                    "context-param",
                    values(context.getInitParameterNames(), context::getInitParameter)),
                SettingSource.systemProperties(),
                SettingSource.environment(System.getenv()))));
  }

  /**
   * Requires that every mapping of the servlet is a path with all paths below it.
   *
   * @throws SettingException if not; the message says how to fix it
   */
  static void requireMapping(ServletConfig config) {
    ServletRegistration servlet =
        config.getServletContext().getServletRegistration(config.getServletName());
    if (servlet == null) {
      return; // not registered: the host application calls it directly
    }
    for (String mapping : servlet.getMappings()) {
      if (!PREFIX_MAPPING.matcher(mapping).matches()) {
        throw new SettingException(
            "The AdminServlet is mapped to \"%s\", where its pages and its API cannot be found:"
                    .formatted(mapping)
                + " map it only to a path with all paths below it, such as /admin/*.");
      }
    }
  }

  private static List<Setting<?>> settingsOfServlet() {
    return Stream.concat(AdminSettings.all().stream(), Stream.of(HttpSettings.ON_START_FAILURE))
        .toList();
  }

  /**
   * Returns the settings if they do not contradict each other.
   *
   * @throws SettingException if they do; the message says how to fix it
   */
  static Settings requireConsistent(Settings settings) {
    SignIn signIn = settings.get(AdminSettings.SIGN_IN);
    if (signIn == SignIn.HOST && settings.get(AdminSettings.ROLE).isEmpty()) {
      throw new SettingException(
          "The setting admin-sign-in is host, but admin-role is not set: set it to the role that"
              + " users of the console must have.");
    }
    if (signIn != SignIn.HOST) {
      settings.requireUnset(
          List.of(AdminSettings.ROLE),
          "without admin-sign-in=host: remove it, or set admin-sign-in=host");
    }
    if (signIn == SignIn.OFF) {
      settings.requireUnset(
          List.of(
              AdminSettings.GRANTABLE_SCOPES,
              AdminSettings.SESSION_IDLE,
              AdminSettings.SESSION_MAX),
          "without admin-sign-in, which enables the console: remove it, or set admin-sign-in");
    }
    if (settings.get(AdminSettings.SESSION_IDLE).compareTo(settings.get(AdminSettings.SESSION_MAX))
        > 0) {
      settings.requireUnset(
          List.of(AdminSettings.SESSION_IDLE),
          "because it is longer than " + settings.describe(AdminSettings.SESSION_MAX));
    }
    return settings;
  }

  private static Map<String, String> values(
      Enumeration<String> names, Function<String, String> valueOf) {
    return Collections.list(names).stream().collect(toMap(Function.identity(), valueOf));
  }
}
