package dev.sallyport.auth.memory;

import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.BackendProvider;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.Settings;
import java.util.List;
import java.util.Optional;

/** {@code store=memory}: keys and owners that end with the application. */
public final class InMemoryBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public Backend open(Settings settings, Optional<OwnerDirectory> hostOwners) {
    return hostOwners.map(InMemoryBackend::withOwnersOf).orElseGet(InMemoryBackend::new);
  }
}
