package dev.sallyport.auth;

import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.FleetProvider;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the kinds of fleet on the class path, and joins the one that the settings name. */
final class Fleets {
  private Fleets() {}

  static List<FleetProvider> providers() {
    return ServiceLoader.load(FleetProvider.class, Fleets.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static Fleet join(Settings settings) {
    String wanted = settings.get(CoreSettings.FLEET);
    if (wanted.isEmpty()) {
      return new LoneFleet();
    }
    return providers().stream()
        .filter(it -> it.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> noSuchFleet(wanted))
        .join(settings);
  }

  private static SettingException noSuchFleet(String wanted) {
    String known = providers().stream().map(FleetProvider::name).collect(joining(", "));
    return new SettingException(
        "The setting fleet is '%s', but the class path has %s; add the dependency"
                .formatted(wanted, known.isEmpty() ? "none" : "only: " + known)
            + " dev.sallyport:auth-redis for redis.");
  }
}
