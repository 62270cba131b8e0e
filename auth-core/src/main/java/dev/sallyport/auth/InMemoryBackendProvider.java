package dev.sallyport.auth;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.BackendProvider;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.spi.UsageLog;
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
    InMemoryAuditLog audit = new InMemoryAuditLog();
    Optional<OwnerRegistry> registry =
        hostOwners.isPresent() ? Optional.empty() : Optional.of(new InMemoryOwnerRegistry(audit));
    return new InMemoryBackend(
        new InMemoryTokenStore(audit, registry),
        registry.<OwnerDirectory>map(it -> it).orElseGet(hostOwners::orElseThrow),
        new InMemoryResourceRegistry(audit),
        audit,
        new InMemoryUsageLog());
  }

  private record InMemoryBackend(
      TokenStore tokens,
      OwnerDirectory owners,
      ResourceRegistry resources,
      AuditLog audit,
      UsageLog usage)
      implements Backend {
    @Override
    public void close() {
      // holds nothing but memory
    }
  }
}
