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

/** Reads {@link AdminSettings} from where an operator writes them. */
final class AdminConfiguration {
  private static final Pattern BELOW_A_PATH = Pattern.compile("(/[^/*]+)*/\\*");

  private AdminConfiguration() {}

  /**
   * Reads and checks them.
   *
   * @throws SettingException if one does not fit; one sentence that tells what to do
   */
  static Settings read(ServletConfig config) {
    Map<String, String> initParams =
        values(config.getInitParameterNames(), config::getInitParameter);
    SettingSource ofServlet = SettingSource.plain("init-param", initParams);
    Settings.resolve(
        settingsOfServlet(), List.of(ofServlet)); // knows no other name of the filter's
    ServletContext context = config.getServletContext();
    List<Setting<?>> all =
        Stream.concat(SallyportFilters.settings().stream(), AdminSettings.all().stream()).toList();
    return requireSense(
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
   * Checks that all that is below the path comes here, and nothing from elsewhere.
   *
   * @throws SettingException if not; one sentence that tells what to do
   */
  static void requireMapping(ServletConfig config) {
    ServletRegistration servlet =
        config.getServletContext().getServletRegistration(config.getServletName());
    if (servlet == null) {
      return; // a host that calls it itself
    }
    for (String mapping : servlet.getMappings()) {
      if (!BELOW_A_PATH.matcher(mapping).matches()) {
        throw new SettingException(
            "The AdminServlet is mapped to \"%s\", where its pages and its API would not be found:"
                    .formatted(mapping)
                + " map it to a path and all that is below it, such as /admin/*, and to no other.");
      }
    }
  }

  private static List<Setting<?>> settingsOfServlet() {
    return Stream.concat(AdminSettings.all().stream(), Stream.of(HttpSettings.ON_START_FAILURE))
        .toList();
  }

  private static Settings requireSense(Settings settings) {
    SignIn signIn = settings.get(AdminSettings.SIGN_IN);
    if (signIn == SignIn.HOST && settings.get(AdminSettings.ROLE).isEmpty()) {
      throw new SettingException(
          "The setting admin-sign-in is host, but nothing tells whom of the host's users to let"
              + " in: name their role in admin-role.");
    }
    if (signIn != SignIn.HOST) {
      settings.requireUnset(
          List.of(AdminSettings.ROLE), "without admin-sign-in=host: take it out, or give that too");
    }
    if (signIn == SignIn.OFF) {
      settings.requireUnset(
          List.of(
              AdminSettings.GRANTABLE_SCOPES,
              AdminSettings.SESSION_IDLE,
              AdminSettings.SESSION_MAX),
          "without admin-sign-in, with which people come to the console: take it out, or give that"
              + " too");
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
