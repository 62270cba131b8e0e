package dev.sallyport.benchmarks.load;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.Page;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What all nodes of {@link TenNodes} ask: takes as long as a database does, and counts. */
final class CountingStore implements TokenStore {
  private final LookupsOnly keys;
  private final long answerNanos;
  private final LongAdder queries = new LongAdder();
  private final LongAdder keysRead = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder usesWritten = new LongAdder();

  CountingStore(LookupsOnly keys, long answerNanos) {
    this.keys = keys;
    this.answerNanos = answerNanos;
  }

  /** What was asked since the last time. */
  Counts take() {
    return new Counts(
        queries.sumThenReset(),
        keysRead.sumThenReset(),
        batches.sumThenReset(),
        usesWritten.sumThenReset());
  }

  /** How often, and of how many keys. */
  record Counts(long queries, long keysRead, long batches, long usesWritten) {}

  private void answer(int size, LongAdder calls, LongAdder sizes) {
    calls.increment();
    sizes.add(size);
    LockSupport.parkNanos(answerNanos);
  }

  @Override
  public Optional<StoredToken> findByLookup(String lookup) {
    answer(1, queries, keysRead);
    return keys.findByLookup(lookup);
  }

  @Override
  public List<StoredToken> findByLookups(Collection<String> lookups) {
    answer(lookups.size(), queries, keysRead);
    return keys.findByLookups(lookups);
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    answer(lastUses.size(), batches, usesWritten);
  }

  @Override
  public Optional<AuthToken> findById(UUID id) {
    return keys.findById(id);
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    return keys.list(query);
  }

  @Override
  public List<AuthToken> findExpired(Instant before, int limit) {
    return keys.findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return keys.apply(changes);
  }
}
