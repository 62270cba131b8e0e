package dev.sallyport.config;

import static java.util.stream.Collectors.toMap;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Source of settings, such as init-params, system properties or the environment.
 *
 * <pre>{@code
 * SettingSource source = SettingSource.environment(System.getenv());
 * }</pre>
 *
 * @param kind display name of the kind, such as {@code init-param}
 * @param values values by written name, such as {@code sallyport.max-staleness}
 * @param nameOf function from a written name to the name of the setting
 * @param scope scope of the source
 * @since 0.1.0
 */
public record SettingSource(
    String kind, Map<String, String> values, Function<String, String> nameOf, Scope scope) {

  /** Scope of a source, the narrowest first. */
  public enum Scope {
    /** One filter, servlet or command, or the code of an application. */
    COMPONENT,
    /** One web application. */
    APPLICATION,
    /** One Java process. */
    PROCESS,
    /** All processes started from the same environment. */
    ENVIRONMENT
  }

  /** Prefix of names in sources that are shared with other software. */
  public static final String PREFIX = "sallyport.";

  private static final String ENVIRONMENT_PREFIX = "SALLYPORT_";

  /**
   * Variables that Kubernetes sets for services called "sallyport" or "sallyport-db"; not settings.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("SALLYPORT_(.+_)?(SERVICE_(HOST|PORT.*)|PORT(_[0-9]+_.*)?)");

  public SettingSource {
    values = Map.copyOf(values);
  }

  /** Returns a source with plain names, such as a filter's init-params. */
  public static SettingSource plain(String kind, Map<String, String> values) {
    return new SettingSource(kind, values, Function.identity(), Scope.COMPONENT);
  }

  /** Returns a source with the prefix {@value #PREFIX}; other names are ignored. */
  public static SettingSource prefixed(String kind, Map<String, String> values) {
    return prefixed(kind, values, Scope.APPLICATION);
  }

  private static SettingSource prefixed(String kind, Map<String, String> values, Scope scope) {
    Map<String, String> ours =
        values.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(PREFIX))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new SettingSource(kind, ours, name -> name.substring(PREFIX.length()), scope);
  }

  /** Returns the system properties of this JVM. */
  public static SettingSource systemProperties() {
    Map<String, String> values =
        System.getProperties().stringPropertyNames().stream()
            .collect(toMap(Function.identity(), name -> System.getProperty(name, "")));
    return prefixed("system property", values, Scope.PROCESS);
  }

  /** Returns environment variables: {@code SALLYPORT_MAX_STALENESS} is {@code max-staleness}. */
  public static SettingSource environment(Map<String, String> variables) {
    Map<String, String> ours =
        variables.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(ENVIRONMENT_PREFIX))
            .filter(entry -> !isServiceLink(entry.getKey(), entry.getValue()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new SettingSource(
        "environment", ours, SettingSource::settingOfVariable, Scope.ENVIRONMENT);
  }

  /** Returns this source with only the settings that match. */
  public SettingSource only(Predicate<String> settingName) {
    Map<String, String> matching =
        values.entrySet().stream()
            .filter(entry -> settingName.test(nameOf.apply(entry.getKey())))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new SettingSource(kind, matching, nameOf, scope);
  }

  /**
   * Returns whether the source may contain settings of other modules, the command and the examples.
   */
  boolean isShared() {
    return scope != Scope.COMPONENT;
  }

  /** Omits the values, some of which are confidential. */
  @Override
  public String toString() {
    return "SettingSource[" + kind + "]";
  }

  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches()
        && (!name.endsWith("_PORT") || name.endsWith("_SERVICE_PORT") || value.contains("://"));
  }

  private static String settingOfVariable(String variable) {
    return variable
        .substring(ENVIRONMENT_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
