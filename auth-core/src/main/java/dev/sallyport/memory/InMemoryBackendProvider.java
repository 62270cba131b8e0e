package dev.sallyport.memory;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
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
