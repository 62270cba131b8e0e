package dev.sallyport;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.SummaryQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** In-memory store that counts its calls, can be made unavailable, and can block after a read. */
public final class ObservedStore implements ApiKeyStore {
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger writes = new AtomicInteger();
  public final AtomicInteger batches = new AtomicInteger();
  public volatile boolean down;
  public volatile String brokenLookup = "";
  public volatile boolean readOnly;
  public final AtomicInteger writesToFail = new AtomicInteger();
  public final AtomicInteger writesToConflict = new AtomicInteger();
  public volatile Runnable afterRead = () -> {};
  public volatile Runnable beforeUse = () -> {};
  public volatile Runnable beforeChange = () -> {};
  private final ApiKeyStore store;

  public ObservedStore(ApiKeyStore store) {
    this.store = store;
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    reads.incrementAndGet();
    requireUp();
    Optional<KeyWithOwnerStatus> found = read(lookup);
    afterRead.run();
    return found;
  }

  @Override
  public List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    reads.incrementAndGet();
    batches.incrementAndGet();
    requireUp();
    List<KeyWithOwnerStatus> found = lookups.stream().flatMap(it -> read(it).stream()).toList();
    afterRead.run();
    return found;
  }

  private Optional<KeyWithOwnerStatus> read(String lookup) {
    if (lookup.equals(brokenLookup)) {
      throw new StoreException("this row cannot be read");
    }
    return store.findByLookup(lookup);
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    requireUp();
    return store.findById(id);
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    requireUp();
    return store.list(query);
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    requireUp();
    return store.summary(query);
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    requireUp();
    return store.findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    requireWritable();
    beforeChange.run();
    if (writesToConflict.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Outcome.CONFLICT;
    }
    return store.apply(changes);
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    requireWritable();
    beforeUse.run();
    store.recordUse(lastUses);
  }

  private void requireWritable() {
    requireUp();
    writes.incrementAndGet();
    if (readOnly || writesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StoreException("the store is read-only");
    }
  }

  private void requireUp() {
    if (down) {
      throw new StoreException("the store is down");
    }
  }
}
