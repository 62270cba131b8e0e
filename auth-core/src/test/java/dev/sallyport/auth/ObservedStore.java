package dev.sallyport.auth;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store that counts its calls, can be taken down, and can be held up after a read. */
public final class ObservedStore implements TokenStore {
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
  private final TokenStore store;

  public ObservedStore(TokenStore store) {
    this.store = store;
  }

  @Override
  public Optional<StoredToken> findByLookup(String lookup) {
    reads.incrementAndGet();
    requireUp();
    Optional<StoredToken> found = read(lookup);
    afterRead.run();
    return found;
  }

  @Override
  public List<StoredToken> findByLookups(Collection<String> lookups) {
    reads.incrementAndGet();
    batches.incrementAndGet();
    requireUp();
    List<StoredToken> found = lookups.stream().flatMap(it -> read(it).stream()).toList();
    afterRead.run();
    return found;
  }

  private Optional<StoredToken> read(String lookup) {
    if (lookup.equals(brokenLookup)) {
      throw new StoreException("this row cannot be read");
    }
    return store.findByLookup(lookup);
  }

  @Override
  public Optional<AuthToken> findById(UUID id) {
    requireUp();
    return store.findById(id);
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    requireUp();
    return store.list(query);
  }

  @Override
  public List<AuthToken> findExpired(Instant before, int limit) {
    requireUp();
    return store.findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    requireWritable();
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
