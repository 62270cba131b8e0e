package dev.sallyport.auth.spi;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of settings, each checked once and then fixed. Immutable and thread-safe.
 *
 * <p>Where a setting stands in several sources, the later source wins: a filter's init-param is
 * overridden by a context-param, that by a system property, that by the environment. Blanks around
 * a value do not count; an empty value counts as not given, and leaves what weaker sources say.
 */
public final class Settings {
  /** Names that the command, the examples and auth-admin own; others pass them over. */
  public static final Set<String> NAMES_OF_OTHERS =
      Set.of(
          "api-key",
          "url",
          "port",
          "data-dir",
          "admin-sign-in",
          "admin-role",
          "admin-superusers",
          "admin-grantable-scopes",
          "admin-session-idle",
          "admin-session-max");

  private final Map<String, Object> values;
  private final Set<String> given;

  private Settings(Map<String, Object> values, Set<String> given) {
    this.values = Map.copyOf(values);
    this.given = Set.copyOf(given);
  }

  /**
   * Reads and checks every setting.
   *
   * @param known all settings there are
   * @param sources where values stand, weakest first
   * @throws SettingException if a name is unknown or a value is not accepted
   */
  public static Settings resolve(Collection<Setting<?>> known, List<SettingSource> sources) {
    Map<String, Setting<?>> byName = new TreeMap<>();
    known.forEach(setting -> byName.put(setting.name(), setting));

    Map<String, Object> values = new HashMap<>();
    byName.forEach((name, it) -> values.put(name, it.parse(it.defaultText(), "default")));
    Map<String, String> given = new HashMap<>();
    for (SettingSource source : sources) {
      source
          .values()
          .forEach(
              (written, text) -> {
                String name = source.nameOf().apply(written);
                Setting<?> setting = byName.get(name);
                String origin = source.kind() + " " + written;
                if (setting != null && !text.isBlank()) {
                  values.put(name, setting.parse(text.strip(), origin));
                  given.put(name, origin);
                } else if (setting == null
                    && !(source.shared() && NAMES_OF_OTHERS.contains(name))) {
                  throw unknown(origin, byName.keySet());
                }
              });
    }
    return new Settings(values, given.keySet());
  }

  /**
   * The value of a setting.
   *
   * @throws IllegalArgumentException if the setting was not among the known ones
   */
  public <T> T get(Setting<T> setting) {
    @SuppressWarnings("unchecked") // resolve() put what this very setting parsed
    T value = (T) values.get(setting.name());
    if (value == null) {
      throw new IllegalArgumentException("the setting " + setting + " was not resolved");
    }
    return value;
  }

  /** Whether somebody gave it a value, be it the default one. */
  public boolean isGiven(Setting<?> setting) {
    return given.contains(setting.name());
  }

  private static SettingException unknown(String origin, Set<String> names) {
    return new SettingException(
        "There is no setting for the %s; the settings are %s."
            .formatted(origin, names.stream().collect(joining(", "))));
  }
}
