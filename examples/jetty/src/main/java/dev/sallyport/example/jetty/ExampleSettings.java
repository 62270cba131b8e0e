package dev.sallyport.example.jetty;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the example: its port and the folder of its database.
 *
 * @param port port on the loopback interface
 * @param contextParams settings of the filter in addition to {@code web.xml}
 * @param embedded the embedded database; empty if settings name another database
 */
record ExampleSettings(
    int port, Map<String, String> contextParams, Optional<EmbeddedDatabase> embedded) {
  static final Setting<Integer> PORT =
      Setting.number(
          "port", 8080, 0, 65_535, "Port on the loopback interface; 0 for any free port.");

  static final Setting<Path> DATA_DIR =
      Setting.of(
          "data-dir",
          "data",
          "a folder",
          "Folder of the embedded database.",
          text -> Path.of(text).toAbsolutePath().normalize());

  /** Reads the settings from system properties and the environment, as the filter does. */
  static ExampleSettings read() {
    List<Setting<?>> known = new ArrayList<>(SallyportFilters.settings());
    known.add(PORT);
    known.add(DATA_DIR);
    Settings settings =
        Settings.resolve(
            known,
            List.of(SettingSource.systemProperties(), SettingSource.environment(System.getenv())));
    boolean isExternal =
        known.stream()
            .filter(it -> List.of("db-url", "data-source", "persistence-unit").contains(it.name()))
            .anyMatch(settings::isGiven);
    Optional<EmbeddedDatabase> embedded =
        isExternal ? Optional.empty() : Optional.of(EmbeddedDatabase.in(settings.get(DATA_DIR)));
    return new ExampleSettings(
        settings.get(PORT),
        embedded.map(EmbeddedDatabase::contextParams).orElse(Map.of()),
        embedded);
  }
}
