package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.Suggestion;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the backends on the class path, and opens the one that the settings name. */
public final class BackendLoader {
  private BackendLoader() {}

  /** What chooses a store, and says where it is. */
  static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.STORE),
            providers().stream().flatMap(provider -> provider.settings().stream()))
        .toList();
  }

  static List<BackendProvider> providers() {
    return ServiceLoader.load(BackendProvider.class, BackendLoader.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  public static Backend open(Settings settings) {
    String wanted = settings.get(CoreSettings.STORE);
    BackendProvider provider =
        providers().stream()
            .filter(it -> it.name().equals(wanted))
            .findFirst()
            .orElseThrow(() -> noSuchStore(wanted));
    String store = "%s, which is %s".formatted(settings.describe(CoreSettings.STORE), wanted);
    providers().stream()
        .filter(it -> !it.name().equals(wanted))
        .forEach(it -> settings.requireUnset(it.settings(), CoreSettings.STORE, "beside " + store));
    return provider.open(settings, hostOwners(settings.get(CoreSettings.OWNER_DIRECTORY)));
  }

  private static SettingException noSuchStore(String wanted) {
    List<String> names = providers().stream().map(BackendProvider::name).toList();
    return new SettingException(
        "The setting store is '%s', but the class path has only: %s; add the dependency"
                .formatted(wanted, String.join(", ", names))
            + " dev.sallyport:auth-jpa for jpa."
            + Suggestion.question(wanted, names));
  }

  private static Optional<OwnerDirectory> hostOwners(String className) {
    return className.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ExtensionLoader.make(CoreSettings.OWNER_DIRECTORY, className, OwnerDirectory.class));
  }
}
