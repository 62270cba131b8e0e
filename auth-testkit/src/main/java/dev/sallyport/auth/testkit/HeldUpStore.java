package dev.sallyport.auth.testkit;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store whose first answer with a key is under way until it is let go; knows no owners. */
final class HeldUpStore implements TokenStore {
  final CountDownLatch hasRead = new CountDownLatch(1);
  final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicBoolean isFirst = new AtomicBoolean(true);
  private final TokenStore store;

  HeldUpStore(TokenStore store) {
    this.store = store;
  }

  @Override
  public Optional<StoredToken> findByLookup(String lookup) {
    Optional<StoredToken> found =
        store.findByLookup(lookup).map(it -> StoredToken.withoutOwner(it.key()));
    if (found.isPresent() && isFirst.getAndSet(false)) {
      hasRead.countDown();
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return found;
  }

  @Override
  public Optional<AuthToken> findById(UUID id) {
    return store.findById(id);
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    return store.list(query);
  }

  @Override
  public List<AuthToken> findExpired(Instant before, int limit) {
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
