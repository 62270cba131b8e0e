package dev.sallyport.auth;

import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.BackendProvider;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the backends on the class path, and opens the one that the settings name. */
final class Backends {
  private Backends() {}

  static List<BackendProvider> providers() {
    return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static Backend open(Settings settings) {
    String wanted = settings.get(CoreSettings.STORE);
    return providers().stream()
        .filter(it -> it.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> noSuchStore(wanted))
        .open(settings, hostOwners(settings.get(CoreSettings.OWNER_DIRECTORY)));
  }

  private static SettingException noSuchStore(String wanted) {
    return new SettingException(
        "The setting store is '%s', but the class path has only: %s; add the dependency"
                .formatted(
                    wanted, providers().stream().map(BackendProvider::name).collect(joining(", ")))
            + " dev.sallyport:auth-jpa for jpa.");
  }

  private static Optional<OwnerDirectory> hostOwners(String className) {
    return className.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HostClass.make(CoreSettings.OWNER_DIRECTORY, className, OwnerDirectory.class));
  }
}
