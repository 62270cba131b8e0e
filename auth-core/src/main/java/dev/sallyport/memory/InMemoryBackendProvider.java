package dev.sallyport.memory;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Provider of {@code store=memory}, whose data is lost when the application ends.
 *
 * <pre>{@code
 * <init-param>
 *   <param-name>store</param-name>
 *   <param-value>memory</param-value>
 * </init-param>
 * }</pre>
 *
 * @since 0.1.0
 */
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
  public Backend open(Settings settings, @Nullable OwnerDirectory hostOwners) {
    return hostOwners == null ? new InMemoryBackend() : InMemoryBackend.withOwnersOf(hostOwners);
  }
}
