package dev.sallyport.auth.admin;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.auth.admin.AdminSettings.SignIn;
import dev.sallyport.auth.servlet.SallyportFilter;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.SettingSource;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@link AdminSettings} from where an operator writes them. */
final class AdminConfiguration {
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
    Settings.resolve(AdminSettings.all(), List.of(ofServlet)); // knows no name of the filter's
    ServletContext context = config.getServletContext();
    List<Setting<?>> all =
        Stream.concat(SallyportFilter.settings().stream(), AdminSettings.all().stream()).toList();
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

  private static Settings requireSense(Settings settings) {
    boolean isOfHost = settings.get(AdminSettings.SIGN_IN) == SignIn.HOST;
    if (isOfHost && settings.get(AdminSettings.ROLE).isEmpty()) {
      throw new SettingException(
          "The setting admin-sign-in is host, but nothing tells whom of the host's users to let"
              + " in: name their role in admin-role.");
    }
    return settings;
  }

  private static Map<String, String> values(
      Enumeration<String> names, Function<String, String> valueOf) {
    return Collections.list(names).stream().collect(toMap(Function.identity(), valueOf));
  }
}
