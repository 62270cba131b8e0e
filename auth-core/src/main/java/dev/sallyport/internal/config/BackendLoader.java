package dev.sallyport.internal.config;

import static java.util.stream.Collectors.joining;

import dev.sallyport.config.ExtensionLoader;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.memory.InMemoryBackendProvider;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loader of backends: finds them on the class path and opens the one named by the settings. */
public final class BackendLoader {
  private static final Logger log = LoggerFactory.getLogger(BackendLoader.class);

  private static final String REMEDY =
      "for jdbc or jpa, add the dependency dev.sallyport:sallyport-jdbc or"
          + " dev.sallyport:sallyport-jpa";

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
   * Opens the backend named by the settings, or that of the store module on the class path.
   *
   * @throws SettingException if there is none or more than one, or a setting is invalid
   */
  public static Backend open(Settings settings) {
    List<BackendProvider> providers = providers();
    String name = settings.get(CoreSettings.STORE);
    BackendProvider provider =
        name.isEmpty()
            ? onlyStore(providers)
            : ServiceProviders.named(name, providers, BackendProvider::name, "store", REMEDY);
    List<Setting<?>> ofOthers =
        providers.stream()
            .flatMap(it -> it.settings().stream())
            .filter(setting -> !provider.settings().contains(setting))
            .distinct()
            .toList();
    settings.requireUnset(
        ofOthers,
        CoreSettings.STORE,
        "beside %s, which is %s".formatted(settings.describe(CoreSettings.STORE), provider.name()));
    log.info(
        "The store is {}, {}",
        provider.name(),
        name.isEmpty() ? "found on the class path" : "named by the setting store");
    Optional<OwnerDirectory> ofHost =
        ExtensionLoader.create(settings, CoreSettings.OWNER_DIRECTORY, OwnerDirectory.class);
    return provider.open(settings, ofHost.orElse(null));
  }

  /** Returns the provider that no other is built upon. The store in memory has to be named. */
  static BackendProvider onlyStore(List<BackendProvider> providers) {
    List<BackendProvider> stores =
        providers.stream()
            .filter(it -> !(it instanceof InMemoryBackendProvider))
            .filter(
                it ->
                    providers.stream()
                        .noneMatch(other -> other.buildsUpon().equals(Optional.of(it.name()))))
            .toList();
    if (stores.size() == 1) {
      return stores.get(0);
    }
    throw new SettingException(
        stores.isEmpty()
            ? "No store on the class path: add the dependency dev.sallyport:sallyport-jdbc, or set"
                + " store=memory for tests."
            : "Missing setting store: the class path contains several, expected one of %s."
                .formatted(stores.stream().map(BackendProvider::name).collect(joining(", "))));
  }
}
