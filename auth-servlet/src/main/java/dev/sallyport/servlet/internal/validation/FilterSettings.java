package dev.sallyport.servlet.internal.validation;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Sources of a filter's settings, weakest first; system properties and environment variables
 * override them.
 *
 * @param arguments settings in code
 * @param initParams init-params of the filter
 * @param contextParams context-params of the application
 */
public record FilterSettings(
    SettingSource arguments, SettingSource initParams, SettingSource contextParams) {

  /** Returns the sources for a filter that is being started. */
  public static FilterSettings of(FilterConfig config, Map<String, String> inCode) {
    return of(
        config.getServletContext(),
        values(config.getInitParameterNames(), config::getInitParameter),
        inCode);
  }

  /** Returns the sources for a registered filter, without settings in code. */
  static FilterSettings of(ServletContext context, FilterRegistration filter) {
    return of(context, filter.getInitParameters(), Map.of());
  }

  private static FilterSettings of(
      ServletContext context, Map<String, String> initParams, Map<String, String> inCode) {
    return new FilterSettings(
        SettingSource.plain("argument", inCode),
        SettingSource.plain("init-param", initParams),
        SettingSource.prefixed(
            "context-param", values(context.getInitParameterNames(), context::getInitParameter)));
  }

  private static Map<String, String> values(
      Enumeration<String> names, Function<String, String> valueOf) {
    return Collections.list(names).stream().collect(toMap(Function.identity(), valueOf));
  }

  /**
   * Returns the settings.
   *
   * @throws dev.sallyport.config.SettingException if one is invalid or unknown
   */
  public Settings resolve() {
    return Settings.resolve(
        HttpSettings.ofFilter(),
        List.of(
            arguments,
            initParams,
            contextParams,
            SettingSource.systemProperties(),
            SettingSource.environment(System.getenv())));
  }
}
