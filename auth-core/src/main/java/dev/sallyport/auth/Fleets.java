package dev.sallyport.auth;

import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.FleetProvider;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.Suggestion;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the kinds of fleet on the class path, and joins the one that the settings name. */
final class Fleets {
  private Fleets() {}

  static List<FleetProvider> providers() {
    return ServiceLoader.load(FleetProvider.class, Fleets.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** What chooses a fleet, and says where it meets. */
  static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.FLEET),
            providers().stream().flatMap(provider -> provider.settings().stream()))
        .toList();
  }

  static Fleet join(Settings settings) {
    String wanted = settings.get(CoreSettings.FLEET);
    FleetProvider provider =
        wanted.isEmpty()
            ? null
            : providers().stream()
                .filter(it -> it.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> noSuchFleet(wanted));
    providers().stream()
        .filter(it -> !it.name().equals(wanted))
        .forEach(
            it ->
                settings.requireUnset(
                    it.settings(),
                    "without fleet=%s: take it out, or give that too".formatted(it.name())));
    return provider == null ? new LoneFleet() : provider.join(settings);
  }

  private static SettingException noSuchFleet(String wanted) {
    List<String> names = providers().stream().map(FleetProvider::name).toList();
    return new SettingException(
        "The setting fleet is '%s', but the class path has %s; add the dependency"
                .formatted(wanted, names.isEmpty() ? "none" : "only: " + String.join(", ", names))
            + " dev.sallyport:auth-redis for redis."
            + Suggestion.question(wanted, names));
  }
}
