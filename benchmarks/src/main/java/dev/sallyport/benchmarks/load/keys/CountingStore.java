package dev.sallyport.benchmarks.load.keys;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Store shared by all nodes of {@link TenNodes}, which takes as long as a database and counts
 * calls.
 */
public final class CountingStore implements ApiKeyStore {
  private final SimulatedStore keys;
  private final long answerNanos;
  private final LongAdder queries = new LongAdder();
  private final LongAdder keysRead = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder usesWritten = new LongAdder();

  public CountingStore(SimulatedStore keys, long answerNanos) {
    this.keys = keys;
    this.answerNanos = answerNanos;
  }

  /** Returns the counts since the last call and resets them. */
  public Counts take() {
    return new Counts(
        queries.sumThenReset(),
        keysRead.sumThenReset(),
        batches.sumThenReset(),
        usesWritten.sumThenReset());
  }

  /** Numbers of calls and of keys. */
  public record Counts(long queries, long keysRead, long batches, long usesWritten) {}

  private void answer(int size, LongAdder calls, LongAdder sizes) {
    calls.increment();
    sizes.add(size);
    LockSupport.parkNanos(answerNanos);
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    answer(1, queries, keysRead);
    return keys.findByLookup(lookup);
  }

  @Override
  public List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    answer(lookups.size(), queries, keysRead);
    return keys.findByLookups(lookups);
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    answer(lastUses.size(), batches, usesWritten);
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    return keys.findById(id);
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return keys.list(query);
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return keys.summary(query);
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return keys.findExpired(before, limit);
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return keys.apply(changes);
  }
}
