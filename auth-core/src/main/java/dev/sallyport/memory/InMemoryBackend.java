package dev.sallyport.memory;

import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import java.util.Optional;

/**
 * Backend in memory, for tests and trials: its data is lost when the JVM ends. Thread-safe.
 *
 * <pre>{@code
 * Sallyport sallyport = Sallyport.builder(new InMemoryBackend()).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class InMemoryBackend implements Backend {
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final OwnerRegistry owners = new InMemoryOwnerRegistry(audit);
  private final ResourceRegistry resources = new InMemoryResourceRegistry(audit);
  private final UsageLog usage = new InMemoryUsageLog();
  private final SessionStore sessions = SessionStore.inMemory();
  private final ApiKeyStore keys = new InMemoryApiKeyStore(audit, Optional.of(owners));

  /**
   * Returns a backend without owners, which the host keeps: in lists, each owner counts as active.
   */
  public static Backend withOwnersOf(OwnerDirectory host) {
    InMemoryAuditLog audit = new InMemoryAuditLog();
    return new Parts(
        new InMemoryApiKeyStore(audit, Optional.empty()),
        host,
        new InMemoryResourceRegistry(audit),
        audit,
        new InMemoryUsageLog());
  }

  @Override
  public ApiKeyStore keys() {
    return keys;
  }

  @Override
  public OwnerRegistry owners() {
    return owners;
  }

  @Override
  public ResourceRegistry resources() {
    return resources;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public Optional<SessionStore> sessions() {
    return Optional.of(sessions);
  }

  @Override
  public void close() {
    // holds nothing but memory
  }

  private record Parts(
      ApiKeyStore keys,
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
