package dev.sallyport.example.jetty;

import dev.sallyport.auth.servlet.SallyportFilters;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingSource;
import dev.sallyport.auth.spi.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the example itself can be told: where to listen, and where its own database lies.
 *
 * @param port of the loopback interface
 * @param contextParams what the filter is told beyond {@code web.xml}
 * @param embedded whether the database is the example's own
 */
record ExampleSettings(int port, Map<String, String> contextParams, boolean embedded) {
  static final Setting<Integer> PORT =
      Setting.number("port", 8080, 0, 65_535, "Port of the loopback interface; 0 is any.");

  static final Setting<Path> DATA_DIR =
      Setting.of(
          "data-dir",
          "data",
          "a folder",
          "Where the embedded database lies.",
          text -> Path.of(text).toAbsolutePath().normalize());

  /** Reads system properties and the environment, as the filter does. */
  static ExampleSettings read() {
    List<Setting<?>> known = new ArrayList<>(SallyportFilters.settings());
    known.add(PORT);
    known.add(DATA_DIR);
    Settings settings =
        Settings.resolve(
            known,
            List.of(SettingSource.systemProperties(), SettingSource.environment(System.getenv())));
    boolean elsewhere =
        known.stream()
            .filter(it -> List.of("db-url", "data-source", "persistence-unit").contains(it.name()))
            .anyMatch(settings::isGiven);
    return new ExampleSettings(
        settings.get(PORT),
        elsewhere ? Map.of() : Map.of("sallyport.db-url", embeddedUrl(settings.get(DATA_DIR))),
        !elsewhere);
  }

  /** A database in a file, which the {@code sallyport} command can open meanwhile (AUTO_SERVER). */
  static String embeddedUrl(Path dataDir) {
    return "jdbc:h2:file:" + dataDir.resolve("sallyport") + ";AUTO_SERVER=TRUE";
  }
}
