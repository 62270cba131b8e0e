package dev.sallyport.spring.internal;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.SettingSource.Scope;
import dev.sallyport.config.Settings;
import dev.sallyport.jdbc.JdbcSettings;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.FilterOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/** Reader of settings from the {@code Environment} of Spring, which alone decides on precedence. */
public final class EnvironmentSettings {
  private static final String PREFIX = "sallyport";
  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PREFIX);
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
  private static final String VARIABLE_PREFIX = "SALLYPORT_";
  private static final Pattern INDEXED_VARIABLE =
      Pattern.compile("(?<list>.+)_(?<index>0|[1-9][0-9]{0,8})");

  private final List<Setting<?>> known = SpringSettings.all();
  private final List<ConfigurationPropertySource> sources;
  private final Binder binder;

  private EnvironmentSettings(Environment environment) {
    this.sources =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .toList();
    this.binder = Binder.get(environment);
  }

  /**
   * Reads all settings.
   *
   * @throws dev.sallyport.config.SettingException if a name is unknown or a value is not accepted
   */
  public static Settings read(Environment environment) {
    EnvironmentSettings reader = new EnvironmentSettings(environment);
    reader.requireKnownNames();
    List<SettingSource> values =
        reader.known.stream().flatMap(it -> reader.value(it).stream()).toList();
    Settings settings =
        Settings.resolve(reader.known, values)
            .withDefault(
                HttpSettings.FILTER_ORDER, FilterOrder.IGNORE); // the starter orders filters
    HttpSettings.requireEffectOfRules(settings);
    settings.requireUnset(
        List.of(HttpSettings.ON_START_FAILURE),
        null,
        "in Spring Boot, where an application with a wrong setting does not start: remove it");
    SpringSettings.requireEffectOfAdmin(settings);
    return ClassUtils.isPresent("org.flywaydb.core.Flyway", null)
        ? settings.withDefault(JdbcSettings.SCHEMA, SchemaMode.MIGRATE)
        : settings;
  }

  private Optional<SettingSource> value(Setting<?> setting) {
    ConfigurationPropertyName name = ROOT.append(setting.name());
    for (ConfigurationPropertySource source : sources) {
      ConfigurationProperty plain = source.getConfigurationProperty(name);
      ConfigurationProperty first = source.getConfigurationProperty(name.append("[0]"));
      if (plain != null && first != null) {
        throw new SettingException(
            "The properties %s and %s[0] are in the same source: remove one of them."
                .formatted(name, name));
      }
      if (plain != null) {
        String value = text(setting, binder.bind(name, Bindable.of(Object.class)).get());
        requirePaths(setting, name, List.of(value));
        return Optional.of(source(setting, plain, source, value));
      }
      if (first != null) {
        List<String> values = binder.bind(name, Bindable.listOf(String.class)).get();
        requirePaths(setting, name, values);
        return Optional.of(source(setting, first, source, String.join(", ", values)));
      }
    }
    return Optional.empty();
  }

  /** An empty value means the default, which would be an open application. */
  private static void requirePaths(
      Setting<?> setting, ConfigurationPropertyName name, List<String> values) {
    if (setting.equals(SpringSettings.PATHS)
        && values.stream().anyMatch(it -> Setting.words(it).findAny().isEmpty())) {
      throw new SettingException(
          "The property %s has an empty value: name %s, or remove it."
              .formatted(name, setting.accepted()));
    }
  }

  /** Returns a value as text. YAML reads {@code off} as a boolean, which few settings are. */
  private static String text(Setting<?> setting, Object value) {
    boolean isWord = value instanceof Boolean && !setting.accepted().contains("true");
    return isWord ? (value.equals(true) ? "on" : "off") : value.toString();
  }

  private static SettingSource source(
      Setting<?> setting,
      ConfigurationProperty property,
      ConfigurationPropertySource source,
      String text) {
    String name = PREFIX + "." + setting.name();
    String written =
        property.getOrigin() == null ? name : "%s, %s".formatted(name, property.getOrigin());
    return new SettingSource(
        "property", Map.of(written, text), unused -> setting.name(), scope(source));
  }

  private static Scope scope(ConfigurationPropertySource source) {
    if (isEnvironment(source)) {
      return Scope.ENVIRONMENT;
    }
    return source.getUnderlyingSource() instanceof PropertySource<?> it
            && it.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
        ? Scope.PROCESS
        : Scope.COMPONENT;
  }

  private static boolean isEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  private void requireKnownNames() {
    for (ConfigurationPropertySource source : sources) {
      if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource environment) {
        requireKnownVariables(environment.getSource());
        requireKnown(propertiesIn(environment), source);
      } else if (source instanceof IterableConfigurationPropertySource iterable) {
        requireKnown(iterable.stream(), source);
      }
    }
  }

  /** Spring reads a variable with a dot in its name like a property. */
  private static Stream<ConfigurationPropertyName> propertiesIn(
      SystemEnvironmentPropertySource environment) {
    return environment.getSource().keySet().stream()
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(SettingSource.PREFIX))
        .map(it -> ConfigurationPropertyName.adapt(it, '.'));
  }

  private void requireKnown(
      Stream<ConfigurationPropertyName> all, ConfigurationPropertySource source) {
    List<ConfigurationPropertyName> names = all.filter(ROOT::isAncestorOf).toList();
    names.forEach(this::requireKnown);
    names.forEach(it -> requireFirst(it, source));
  }

  /**
   * Spring reads {@code SALLYPORT_RATELIMITS} and {@code SALLYPORT_RATE_LIMITS}, and lists as
   * {@code SALLYPORT_PATHS_0}, {@code SALLYPORT_PATHS_1}, all of them also in lower case.
   */
  private void requireKnownVariables(Map<String, Object> written) {
    Map<String, Object> variables = new HashMap<>();
    written.forEach((name, value) -> variables.put(name.toUpperCase(Locale.ROOT), value));
    Set<String> names =
        known.stream()
            .map(it -> VARIABLE_PREFIX + it.name().toUpperCase(Locale.ROOT))
            .flatMap(it -> Stream.of(it.replace('-', '_'), it.replace("-", "")))
            .collect(toSet());
    Map<String, String> others = new HashMap<>();
    variables.forEach(
        (name, value) -> {
          Matcher indexed = INDEXED_VARIABLE.matcher(name);
          if (indexed.matches() && names.contains(indexed.group("list"))) {
            int index = Integer.parseInt(indexed.group("index"));
            String before = indexed.group("list") + "_" + (index - 1);
            requireFirst(name, index, before, variables.containsKey(before));
          } else if (!names.contains(name)) {
            others.put(name, value.toString());
          }
        });
    Settings.resolve(known, List.of(SettingSource.environment(others)));
  }

  private void requireKnown(ConfigurationPropertyName name) {
    boolean isKnown =
        known.stream()
            .map(it -> ROOT.append(it.name()))
            .anyMatch(
                it -> it.equals(name) || (it.isParentOf(name) && name.isLastElementIndexed()));
    if (!isKnown) {
      String written = written(name);
      SpringSettings.requireAdmin(written.substring(PREFIX.length() + 1), "property " + written);
      Settings.resolve(known, List.of(SettingSource.prefixed("property", Map.of(written, "-"))));
    }
  }

  /** Spring reads a list up to its first gap, and from one source only. */
  private static void requireFirst(
      ConfigurationPropertyName name, ConfigurationPropertySource source) {
    if (name.isLastElementIndexed()) {
      String written = name.getLastElement(Form.UNIFORM);
      if (!INDEX.matcher(written).matches()) {
        throw new SettingException(
            "The property %s has no effect: number the values from 0.".formatted(name));
      }
      int index = Integer.parseInt(written);
      ConfigurationPropertyName before = name.getParent().append("[%d]".formatted(index - 1));
      requireFirst(name, index, before, source.getConfigurationProperty(before) != null);
    }
  }

  private static void requireFirst(Object name, int index, Object before, boolean hasBefore) {
    if (index > 0 && !hasBefore) {
      throw new SettingException(
          "The property %s has no effect without %s in the same source: number the values from 0."
              .formatted(name, before));
    }
  }

  /** Returns the name as written in lower case, without indexes of lists. */
  private static String written(ConfigurationPropertyName name) {
    ConfigurationPropertyName plain = name.isLastElementIndexed() ? name.getParent() : name;
    StringBuilder written = new StringBuilder(PREFIX);
    for (int i = 1; i < plain.getNumberOfElements(); i++) {
      written.append('.').append(plain.getElement(i, Form.DASHED));
    }
    return written.toString();
  }
}
