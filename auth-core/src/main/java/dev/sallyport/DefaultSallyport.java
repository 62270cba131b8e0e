package dev.sallyport;

import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.RecordMethods;
import dev.sallyport.internal.audit.DefaultAuditTrail;
import dev.sallyport.internal.change.InvalidationPublisher;
import dev.sallyport.internal.state.KeyMonitor;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.usage.DefaultUsageReports;
import dev.sallyport.internal.usage.LastUsedRecorder;
import dev.sallyport.internal.verification.TokenVerifier;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Argon2;
import dev.sallyport.transaction.TransactionContext;
import dev.sallyport.transaction.TransactionScope;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Implementation of {@link Sallyport} over a store. */
record DefaultSallyport(
    ApiKeyAuthenticator authenticator,
    ApiKeyManager keys,
    OwnerDirectory owners,
    Optional<OwnerManager> managerOfOwners,
    Optional<ResourceManager> managerOfResources,
    Optional<PasswordAuthenticator> logins,
    Optional<AuditLog> auditLog,
    Optional<UsageLog> usageLog,
    SessionStore sessions,
    InvalidationPublisher invalidations,
    Clock clock,
    StoreExecutor executor,
    TokenVerifier verifier,
    LastUsedRecorder lastUsed,
    KeyMonitor monitor,
    Optional<TransactionContext> transactions,
    Runnable release,
    Cluster cluster,
    List<EventListener> listeners,
    List<RateLimit> rateLimits,
    Argon2 argon2)
    implements Sallyport {
  private static final Logger log = LoggerFactory.getLogger(DefaultSallyport.class);

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** Leaves out the components, which may be a host's. */
  @Override
  public String toString() {
    return "Sallyport";
  }

  /** Tells listeners of this instance or of its end; their failures have no other effect. */
  void tell(Consumer<SallyportListener> call) {
    for (EventListener listener : listeners) {
      if (listener instanceof SallyportListener ofSallyport) {
        try {
          call.accept(ofSallyport);
        } catch (RuntimeException | LinkageError e) {
          log.warn("Event listener {} failed", listener.getClass().getName(), e);
        }
      }
    }
  }

  @Override
  public void warmUp() {
    verifier.warmUp();
  }

  @Override
  public OwnerManager ownerManager() {
    return managerOfOwners.orElseThrow(
        () -> new IllegalStateException("accounts and users are kept by the host application"));
  }

  @Override
  public boolean keepsOwners() {
    return managerOfOwners.isPresent();
  }

  @Override
  public void invalidateOwners(Predicate<Owner> changed) {
    invalidations.invalidateOwners(changed);
  }

  @Override
  public ResourceManager resourceManager() {
    return managerOfResources.orElseThrow(
        () -> new IllegalStateException("resources are kept by the host application"));
  }

  @Override
  public boolean keepsResources() {
    return managerOfResources.isPresent();
  }

  @Override
  public TransactionScope join(Object resource) {
    return transactions
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The store of this Sallyport instance cannot take part in a transaction."))
        .join(resource);
  }

  @Override
  public KeyWatch watch(UUID keyId, Runnable action) {
    return monitor.watch(keyId, action);
  }

  @Override
  public AuditTrail audit() {
    return new DefaultAuditTrail(
        auditLog.orElseThrow(
            () -> new IllegalStateException("this Sallyport instance has no audit log")));
  }

  @Override
  public boolean isAudited() {
    return auditLog.isPresent();
  }

  @Override
  public UsageReports usage() {
    return new DefaultUsageReports(
        usageLog.orElseThrow(
            () -> new IllegalStateException("this Sallyport instance has no usage log")));
  }

  @Override
  public boolean countsUse() {
    return usageLog.isPresent();
  }

  @Override
  public void checkStore() {
    verifier.awaitWarmUp();
    executor.check();
  }

  @Override
  public HealthSnapshot health() {
    return new HealthSnapshot(
        verifier.cached(),
        verifier.queued(),
        lastUsed.pending(),
        executor.circuitBreaker(),
        cluster.state());
  }

  @Override
  public void flush() {
    lastUsed.flush();
  }

  @Override
  public void close() {
    try {
      monitor.close();
      verifier.close();
      lastUsed.close();
      executor.close();
      tell(SallyportListener::closed);
    } finally {
      try {
        release.run();
      } finally {
        argon2.close();
        RecordMethods.release();
      }
    }
  }
}
