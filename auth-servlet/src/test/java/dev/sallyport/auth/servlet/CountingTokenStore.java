package dev.sallyport.auth.servlet;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts how often a token was looked for, and that can be down. */
final class CountingTokenStore implements TokenStore {
  private final TokenStore store;

  CountingTokenStore(TokenStore store) {
    this.store = store;
  }

  private final AtomicInteger lookups = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean downForIds;

  int lookups() {
    return lookups.get();
  }

  void setDown(boolean down) {
    this.down = down;
  }

  void setDownForIds(boolean downForIds) {
    this.downForIds = downForIds;
  }

  @Override
  public Optional<StoredToken> findByLookup(String lookup) {
    lookups.incrementAndGet();
    return up().findByLookup(lookup);
  }

  @Override
  public Optional<AuthToken> findById(UUID id) {
    if (downForIds) {
      throw new StoreException("the test's store is half down");
    }
    return up().findById(id);
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    return up().list(query);
  }

  @Override
  public List<AuthToken> findExpired(Instant before, int limit) {
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

  private TokenStore up() {
    if (down) {
      throw new StoreException("the test's store is down");
    }
    return store;
  }
}
