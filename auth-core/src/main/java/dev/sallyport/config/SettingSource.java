package dev.sallyport.config;

import static java.util.stream.Collectors.toMap;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A place where an operator writes settings.
 *
 * @param kind what people call it, such as {@code init-param}
 * @param values by what is written there, such as {@code sallyport.max-staleness}
 * @param nameOf the setting that a written name stands for
 * @param scope how much what is written there is for
 */
public record SettingSource(
    String kind, Map<String, String> values, Function<String, String> nameOf, Scope scope) {

  /** How much a source of settings is for, the narrowest first. */
  public enum Scope {
    /** One filter, servlet or command, or what an application says in code. */
    COMPONENT,
    /** One web application. */
    APPLICATION,
    /** One Java process. */
    PROCESS,
    /** All that is started from the same environment. */
    ENVIRONMENT
  }

  /** What every name starts with where settings of others may stand too. */
  public static final String PREFIX = "sallyport.";

  private static final String ENVIRONMENT_PREFIX = "SALLYPORT_";

  /** What Kubernetes sets for services called "sallyport" or "sallyport-db"; not meant for us. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("SALLYPORT_(.+_)?(SERVICE_(HOST|PORT.*)|PORT(_[0-9]+_.*)?)");

  public SettingSource {
    values = Map.copyOf(values);
  }

  /** Names are written as they are, as in a filter's init-params. */
  public static SettingSource plain(String kind, Map<String, String> values) {
    return new SettingSource(kind, values, Function.identity(), Scope.COMPONENT);
  }

  /** Names are written with {@value #PREFIX} before them; others are passed over. */
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

  /** This JVM's system properties. */
  public static SettingSource systemProperties() {
    Map<String, String> values =
        System.getProperties().stringPropertyNames().stream()
            .collect(toMap(Function.identity(), name -> System.getProperty(name, "")));
    return prefixed("system property", values, Scope.PROCESS);
  }

  /** Environment variables: {@code SALLYPORT_MAX_STALENESS} is {@code max-staleness}. */
  public static SettingSource environment(Map<String, String> variables) {
    Map<String, String> ours =
        variables.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(ENVIRONMENT_PREFIX))
            .filter(entry -> !isServiceLink(entry.getKey(), entry.getValue()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new SettingSource(
        "environment", ours, SettingSource::settingOfVariable, Scope.ENVIRONMENT);
  }

  /** The same source without the settings that are not wanted. */
  public SettingSource only(Predicate<String> settingName) {
    Map<String, String> wanted =
        values.entrySet().stream()
            .filter(entry -> settingName.test(nameOf.apply(entry.getKey())))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new SettingSource(kind, wanted, nameOf, scope);
  }

  /** Whether other modules, the command and the examples have settings there too. */
  boolean isShared() {
    return scope != Scope.COMPONENT;
  }

  /** Leaves out the values, some of which are confidential. */
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
