package dev.sallyport.testkit;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.SummaryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Store whose first lookup that finds a key blocks after reading until it is released. It reads no
 * owners.
 */
final class BlockingKeyStore implements ApiKeyStore {
  final CountDownLatch hasRead = new CountDownLatch(1);
  final CountDownLatch mayReturn = new CountDownLatch(1);
  private final AtomicBoolean isFirst = new AtomicBoolean(true);
  private final ApiKeyStore store;

  BlockingKeyStore(ApiKeyStore store) {
    this.store = store;
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    Optional<KeyWithOwnerStatus> found = find(lookup);
    if (found.isPresent() && isFirst.getAndSet(false)) {
      hasRead.countDown();
      try {
        mayReturn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return found;
  }

  private Optional<KeyWithOwnerStatus> find(String lookup) {
    try {
      return store.findByLookup(lookup).map(it -> KeyWithOwnerStatus.withoutOwner(it.key()));
    } catch (RuntimeException e) {
      hasRead.countDown(); // the test fails instead of waiting
      throw e;
    }
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    return store.findById(id);
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return store.list(query);
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return store.summary(query);
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return store.findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return store.apply(changes);
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    store.recordUse(lastUses);
  }
}
