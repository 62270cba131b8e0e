package dev.sallyport.internal.config;

import dev.sallyport.config.ExtensionLoader;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.Suggestion;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Loader of backends: finds them on the class path and opens the one named by the settings. */
public final class BackendLoader {
  private BackendLoader() {}

  /** Returns the settings that choose and configure a store. */
  static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.STORE),
            providers().stream().flatMap(provider -> provider.settings().stream()))
        .toList();
  }

  static List<BackendProvider> providers() {
    return ServiceProviders.load(BackendProvider.class);
  }

  /**
   * Opens the backend named by the settings.
   *
   * @throws SettingException if there is none, or a setting is invalid
   */
  public static Backend open(Settings settings) {
    String name = settings.get(CoreSettings.STORE);
    List<BackendProvider> providers = providers();
    BackendProvider provider =
        providers.stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(() -> noSuchStore(name, providers));
    String store = "%s, which is %s".formatted(settings.describe(CoreSettings.STORE), name);
    providers.stream()
        .filter(it -> !it.name().equals(name))
        .forEach(it -> settings.requireUnset(it.settings(), CoreSettings.STORE, "beside " + store));
    return provider.open(settings, hostOwners(settings));
  }

  private static SettingException noSuchStore(String name, List<BackendProvider> providers) {
    List<String> names = providers.stream().map(BackendProvider::name).toList();
    return new SettingException(
        "Unknown store '%s': the class path contains only %s; for jpa, add the dependency"
                .formatted(name, String.join(", ", names))
            + " dev.sallyport:sallyport-jpa."
            + Suggestion.question(name, names));
  }

  private static Optional<OwnerDirectory> hostOwners(Settings settings) {
    return ExtensionLoader.create(settings, CoreSettings.OWNER_DIRECTORY, OwnerDirectory.class);
  }
}
