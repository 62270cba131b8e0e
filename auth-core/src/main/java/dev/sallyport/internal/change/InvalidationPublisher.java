package dev.sallyport.internal.change;

import dev.sallyport.internal.access.ResourceCache;
import dev.sallyport.internal.verification.InvalidationVersions;
import dev.sallyport.internal.verification.VerifiedTokenCache;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes that are in the store known: in this JVM, where the next request is judged by them,
 * and then to the cluster.
 */
public record InvalidationPublisher(
    InvalidationVersions versions,
    VerifiedTokenCache verified,
    ResourceCache resources,
    Cluster cluster,
    Runnable keysChanged) {
  private static final Logger log = LoggerFactory.getLogger(InvalidationPublisher.class);

  /** Tells of a change of this JVM. */
  public void publish(Invalidation change) {
    publish(List.of(change));
  }

  /** Tells of changes of this JVM: all here, before others hear of any. */
  public void publish(List<Invalidation> made) {
    made.forEach(this::invalidate);
    try {
      made.forEach(cluster::publish);
    } catch (RuntimeException e) { // against its contract; others will read within max-staleness
      log.warn("Could not tell the cluster of a change", e);
    }
  }

  /** Hears of a change of another node. */
  public void invalidate(Invalidation change) {
    if (change instanceof Invalidation.OfResource it) {
      resources.forget(it.id());
    } else {
      versions.invalidate(change);
      keysChanged.run();
    }
  }

  /** Tells of owners of whom only a host knows which they are; nobody else hears of it. */
  public void invalidateOwners(Predicate<Owner> changed) {
    verified.evictOwners(changed);
    keysChanged.run();
  }
}
