package dev.sallyport.auth;

import dev.sallyport.auth.internal.verification.InvalidationVersions;
import dev.sallyport.auth.internal.verification.VerifiedTokenCache;
import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.token.Owner;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes that are in the store known: in this JVM, where the next request is judged by them,
 * and then to the fleet.
 */
record News(
    InvalidationVersions versions,
    VerifiedTokenCache verified,
    Resources resources,
    Fleet fleet,
    Runnable keysChanged) {
  private static final Logger log = LoggerFactory.getLogger(News.class);

  /** Tells of a change of this JVM. */
  void tell(Change change) {
    tell(List.of(change));
  }

  /** Tells of changes of this JVM: all here, before others hear of any. */
  void tell(List<Change> made) {
    made.forEach(this::hear);
    try {
      made.forEach(fleet::tell);
    } catch (RuntimeException e) { // against its contract; others will read within max-staleness
      log.warn("Could not tell the fleet of a change", e);
    }
  }

  /** Hears of a change of another node. */
  void hear(Change change) {
    if (change instanceof Change.OfResource it) {
      resources.forget(it.id());
    } else {
      versions.invalidate(change);
      keysChanged.run();
    }
  }

  /** Tells of owners of whom only a host knows which they are; nobody else hears of it. */
  void ownersChanged(Predicate<Owner> changed) {
    verified.evictOwners(changed);
    keysChanged.run();
  }
}
