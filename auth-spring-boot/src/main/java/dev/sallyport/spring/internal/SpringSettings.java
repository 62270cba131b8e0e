package dev.sallyport.spring.internal;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingsProvider;
import dev.sallyport.servlet.SallyportFilters;
import java.util.List;
import java.util.stream.Stream;

/** Settings of the starter, and all settings that an application of Spring Boot may have. */
public final class SpringSettings implements SettingsProvider {
  /** Paths that need a key. */
  public static final Setting<ProtectedPaths> PATHS =
      Setting.of(
          "paths",
          "",
          "paths such as /api/**, /reports or /**, separated by commas",
          "Paths of the application that need an API key. Empty protects none.",
          text -> new ProtectedPaths(Setting.words(text).toList()));

  /** Creates the provider. */
  public SpringSettings() {}

  @Override
  public List<Setting<?>> settings() {
    return List.of(PATHS);
  }

  /** Returns the settings of the filter, of the stores, and of the starter. */
  public static List<Setting<?>> all() {
    return Stream.concat(Stream.<Setting<?>>of(PATHS), SallyportFilters.settings().stream())
        .toList();
  }

  /** Returns the setting with a name. */
  static Setting<?> named(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
