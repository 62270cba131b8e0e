package dev.sallyport.config;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.sallyport.config.SettingSource.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validated values of settings. Immutable and thread-safe.
 *
 * <p>If several sources set a setting, the later source wins: an init-param of a filter is
 * overridden by a context-param, that by a system property, and that by the environment.
 * Surrounding blanks are ignored. An empty value counts as not given and leaves the value of weaker
 * sources.
 *
 * <pre>{@code
 * Settings settings =
 *     Settings.resolve(
 *         Sallyport.settings(),
 *         List.of(SettingSource.systemProperties(), SettingSource.environment(System.getenv())));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Settings {
  private static final Logger log = LoggerFactory.getLogger(Settings.class);

  /**
   * Names of the command and the examples, whose settings are not on the class path of an
   * application.
   */
  private static final Set<String> NAMES_OF_PROGRAMS = Set.of("api-key", "url", "port", "data-dir");

  private final Map<String, Object> values;
  private final Map<String, Origin> origins;

  /** Source of the effective value, and the narrowest source that sets it. */
  private record Origin(String place, Scope narrowest) {}

  private Settings(Map<String, Object> values, Map<String, Origin> origins) {
    this.values = Map.copyOf(values);
    this.origins = Map.copyOf(origins);
  }

  /**
   * Reads and validates all settings.
   *
   * @param known all existing settings
   * @param sources sources of values, weakest first
   * @throws SettingException if a name is unknown or a value is not accepted
   */
  public static Settings resolve(Collection<Setting<?>> known, List<SettingSource> sources) {
    Map<String, Setting<?>> byName = new TreeMap<>();
    known.forEach(setting -> byName.put(setting.name(), setting));

    Map<String, Object> values = new HashMap<>();
    byName.forEach((name, it) -> values.put(name, it.parse(it.defaultText(), "default")));
    Map<String, Origin> origins = new HashMap<>();
    for (SettingSource source : sources) {
      source
          .values()
          .forEach(
              (written, text) -> {
                String name = source.nameOf().apply(written);
                Setting<?> setting = byName.get(name);
                Origin origin = new Origin(source.kind() + " " + written, source.scope());
                if (setting != null && !text.isBlank()) {
                  values.put(name, setting.parse(text.strip(), origin.place()));
                  origins.merge(name, origin, Settings::overridden);
                } else if (setting == null && !(source.isShared() && isOfOtherModule(name))) {
                  throw unknown(name, written, source, byName.keySet());
                }
              });
    }
    return new Settings(values, origins);
  }

  private static Origin overridden(Origin weaker, Origin stronger) {
    boolean isNarrower = weaker.narrowest.compareTo(stronger.narrowest) < 0;
    return new Origin(stronger.place, isNarrower ? weaker.narrowest : stronger.narrowest);
  }

  /**
   * Returns the value of a setting.
   *
   * @throws IllegalArgumentException if the setting is not one of the known settings
   */
  public <T> T get(Setting<T> setting) {
    @SuppressWarnings("unchecked") // resolve() stored what the same setting parsed
    T value = (T) values.get(setting.name());
    if (value == null) {
      throw new IllegalArgumentException(
          "unknown setting '" + setting + "': it was not passed to resolve()");
    }
    return value;
  }

  /** Returns whether a source sets the setting, even if to its default. */
  public boolean isGiven(Setting<?> setting) {
    return origins.containsKey(setting.name());
  }

  /** Returns the name of a setting with the source of its value, if it is given. */
  public String describe(Setting<?> setting) {
    Origin origin = origins.get(setting.name());
    return origin == null ? setting.name() : "%s (%s)".formatted(setting.name(), origin.place());
  }

  /**
   * Returns these settings with another default of a setting, which applies unless a source sets
   * it.
   */
  public <T> Settings withDefault(Setting<T> setting, T value) {
    if (isGiven(setting)) {
      return this;
    }
    Map<String, Object> changed = new HashMap<>(values);
    changed.put(setting.name(), value);
    return new Settings(changed, origins);
  }

  /** Returns these settings with the values of others as defaults, which no source has given. */
  public Settings withDefaults(Settings others) {
    return new Settings(over(others).values, origins);
  }

  /** Returns these settings with what others have for settings that no source sets here. */
  public Settings over(Settings others) {
    Map<String, Object> combined = new HashMap<>(others.values);
    values.forEach(
        (name, value) -> {
          if (origins.containsKey(name)) {
            combined.put(name, value);
          } else {
            combined.putIfAbsent(name, value);
          }
        });
    Map<String, Origin> places = new HashMap<>(others.origins);
    origins.forEach((name, origin) -> places.merge(name, origin, Settings::overridden));
    return new Settings(combined, places);
  }

  /**
   * Chooses among mutually exclusive settings. The one from the narrowest source wins, because an
   * environment variable may be meant for another program of the same shell. The others are
   * ignored, which is logged.
   *
   * @return empty if none is given
   * @throws SettingException if the narrowest source sets several
   */
  public Optional<Setting<?>> choose(Setting<?>... alternatives) {
    List<Setting<?>> given = given(List.of(alternatives));
    Optional<Setting<?>> narrowest = given.stream().min(comparing(this::scope));
    narrowest.ifPresent(
        choice -> {
          List<Setting<?>> conflicting =
              given.stream().filter(it -> scope(it) == scope(choice)).toList();
          if (conflicting.size() > 1) {
            throw new SettingException(
                "The settings %s exclude each other: give one of them."
                    .formatted(describe(conflicting)));
          }
          requireUnset(
              given.stream().filter(it -> !it.equals(choice)).toList(),
              choice,
              "beside " + describe(choice) + ", which has a narrower source");
        });
    return narrowest;
  }

  /**
   * Checks that settings which another setting makes ineffective are not given. Those from a wider
   * source than the other setting are ignored, which is logged.
   *
   * @param because the other setting; null for code of the application
   * @param why reason and remedy, to follow "has no effect"
   * @throws SettingException if one is given
   */
  public void requireUnset(
      Collection<? extends Setting<?>> settings, @Nullable Setting<?> because, String why) {
    Scope allowed = because == null ? Scope.COMPONENT : scope(because);
    List<Setting<?>> given = given(settings);
    requireUnset(given.stream().filter(it -> scope(it).compareTo(allowed) <= 0).toList(), why);
    if (!given.isEmpty()) {
      log.info("{} {}", ineffective(given), why);
    }
  }

  /**
   * Checks that ineffective settings are not given.
   *
   * @param why reason and remedy, to follow "has no effect"
   * @throws SettingException if one is given
   */
  public void requireUnset(Collection<? extends Setting<?>> settings, String why) {
    List<Setting<?>> given = given(settings);
    if (!given.isEmpty()) {
      throw new SettingException(ineffective(given) + " " + why + ".");
    }
  }

  private List<Setting<?>> given(Collection<? extends Setting<?>> settings) {
    return settings.stream().filter(this::isGiven).<Setting<?>>map(it -> it).toList();
  }

  /**
   * Returns the scope of the narrowest source that sets it; the widest scope if it has its default.
   */
  private Scope scope(Setting<?> setting) {
    Origin origin = origins.get(setting.name());
    return origin == null ? Scope.ENVIRONMENT : origin.narrowest();
  }

  private String describe(List<Setting<?>> settings) {
    return settings.stream().map(this::describe).collect(joining(" and "));
  }

  private String ineffective(List<Setting<?>> given) {
    return given.size() == 1
        ? "The setting " + describe(given) + " has no effect"
        : "The settings " + describe(given) + " have no effect";
  }

  private static boolean isOfOtherModule(String name) {
    return NAMES_OF_PROGRAMS.contains(name)
        || ServiceLoader.load(SettingsProvider.class, Settings.class.getClassLoader()).stream()
            .flatMap(it -> it.get().settings().stream())
            .anyMatch(it -> it.name().equals(name));
  }

  private static SettingException unknown(
      String name, String written, SettingSource source, Set<String> names) {
    String place = written.equals(name) ? source.kind() : source.kind() + " " + written;
    return new SettingException(
        "Unknown setting '%s' (%s).%s".formatted(name, place, Suggestion.question(name, names)));
  }
}
