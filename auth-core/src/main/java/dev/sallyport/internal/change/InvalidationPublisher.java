package dev.sallyport.internal.change;

import dev.sallyport.internal.access.ResourceCache;
import dev.sallyport.internal.verification.InvalidationVersions;
import dev.sallyport.internal.verification.VerifiedTokenCache;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransaction.Outcome;
import dev.sallyport.transaction.HostTransactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes invalidations of stored changes: first in this JVM, so that they apply to the next
 * request, then to the cluster. Within a transaction of the host they are published after its
 * commit: until then, loads would read the state before the change.
 */
public record InvalidationPublisher(
    InvalidationVersions versions,
    VerifiedTokenCache verified,
    ResourceCache resources,
    Cluster cluster,
    Runnable keysChanged,
    HostTransactions transactions) {
  private static final Logger log = LoggerFactory.getLogger(InvalidationPublisher.class);

  /** Publishes a change of this JVM. */
  public void publish(Invalidation change) {
    publish(List.of(change));
  }

  /** Publishes changes of this JVM: all of them locally, before any of them to the cluster. */
  public void publish(List<Invalidation> changes) {
    afterCompletion(() -> publishNow(changes));
  }

  private void publishNow(List<Invalidation> changes) {
    changes.forEach(this::invalidate);
    try {
      changes.forEach(cluster::publish);
    } catch (RuntimeException e) { // violates its contract; other nodes read within max-staleness
      log.warn("Could not publish an invalidation to the cluster", e);
    }
  }

  /** Applies a change of another node. */
  public void invalidate(Invalidation change) {
    if (change instanceof Invalidation.OfResource it) {
      resources.evict(it.id());
    } else {
      versions.invalidate(change);
      keysChanged.run();
    }
  }

  /** Invalidates owners that a host has changed, in this JVM only. */
  public void invalidateOwners(Predicate<Owner> changed) {
    afterCompletion(
        () -> {
          verified.evictOwners(changed);
          keysChanged.run();
        });
  }

  /** Runs an action at once, or when the host's transaction has ended and may be committed. */
  private void afterCompletion(Runnable action) {
    current()
        .ifPresentOrElse(
            transaction ->
                transaction.afterCompletion(
                    outcome -> {
                      if (outcome != Outcome.ROLLED_BACK) {
                        guarded(action);
                      }
                    }),
            action);
  }

  private Optional<HostTransaction> current() {
    try {
      return transactions.current();
    } catch (StoreException ending) { // of which the caller of the manager is told by the store
      return Optional.empty();
    }
  }

  /** A predicate of the host may throw, which must not stop the other actions. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("Could not invalidate caches after the host's transaction", e);
    }
  }
}
