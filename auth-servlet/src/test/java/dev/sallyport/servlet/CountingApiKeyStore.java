package dev.sallyport.servlet;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts how often a token was looked for, and that can be down. */
public final class CountingApiKeyStore implements ApiKeyStore {
  private final ApiKeyStore store;

  public CountingApiKeyStore(ApiKeyStore store) {
    this.store = store;
  }

  private final AtomicInteger lookups = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean downForIds;

  public int lookups() {
    return lookups.get();
  }

  public void setDown(boolean down) {
    this.down = down;
  }

  public void setDownForIds(boolean downForIds) {
    this.downForIds = downForIds;
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    lookups.incrementAndGet();
    return up().findByLookup(lookup);
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    if (downForIds) {
      throw new StoreException("the test's store is half down");
    }
    return up().findById(id);
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return up().list(query);
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return up().summary(query);
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return up().findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return up().apply(changes);
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    up().recordUse(lastUses);
  }

  private ApiKeyStore up() {
    if (down) {
      throw new StoreException("the test's store is down");
    }
    return store;
  }
}
