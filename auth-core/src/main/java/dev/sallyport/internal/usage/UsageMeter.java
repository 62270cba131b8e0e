package dev.sallyport.internal.usage;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.internal.Batches;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.UsageLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counter of requests by key, account and hour, stored together with last uses. Counts are
 * statistics: some are lost if the JVM is killed. Thread-safe.
 *
 * <p>Holds at most {@value #MAX_COUNTERS} counters of keys between two flushes; requests with
 * further keys are counted for the account and for all only.
 */
public final class UsageMeter {
  static final int MAX_COUNTERS = 100_000;
  private static final int MAX_HOURS_REMOVED = 48;
  private static final long SECONDS_PER_HOUR = 3600;

  /** Marks a counter that is removed from the map. */
  private static final long RETIRED = Long.MIN_VALUE;

  private static final Logger log = LoggerFactory.getLogger(UsageMeter.class);

  private final @Nullable UsageLog usageLog;
  private final StoreExecutor executor;
  private final Duration retention;
  private final Clock clock;
  private final Map<Counter, AtomicLong> counters = new ConcurrentHashMap<>();
  private final Map<Row, Long> unwritten = new ConcurrentHashMap<>();
  private final ExclusiveWriter writer;
  private long cleanedInHour = Long.MIN_VALUE;

  /**
   * Creates a meter.
   *
   * @param usageLog log to write to; null to count nothing
   * @param executor executor of store calls
   * @param retention how long counts are kept; zero to count nothing and remove earlier counts
   * @param clock clock of the Sallyport instance
   */
  public UsageMeter(
      @Nullable UsageLog usageLog, StoreExecutor executor, Duration retention, Clock clock) {
    this.usageLog = usageLog;
    this.executor = executor;
    this.writer = new ExclusiveWriter(executor, "request counts");
    this.retention = retention;
    this.clock = clock;
  }

  /** Key of a counter; key and account are null if unknown. */
  private record Counter(
      @Nullable UUID keyId, @Nullable String accountId, long hour, String outcome) {}

  /** Key of a stored count. */
  private record Row(UsageSubject subject, long hour, String outcome) {
    static Row of(UsageCount count) {
      return new Row(count.subject(), hourOf(count.hour()), count.outcome());
    }

    UsageCount count(long requests) {
      Instant start = Instant.ofEpochSecond(hour * SECONDS_PER_HOUR);
      return new UsageCount(subject, start, outcome, requests);
    }
  }

  /** Returns whether requests are counted. */
  public boolean isOn() {
    return usageLog != null && !retention.isZero();
  }

  /** Counts an authenticated request. */
  public void authenticated(UUID keyId, Owner owner, Instant now) {
    if (isOn()) {
      count(keyId, owner, UsageCount.AUTHENTICATED, now);
    }
  }

  /**
   * Counts a denied request.
   *
   * @param reason reason of the denial
   * @param keyId id of the key; null if the token was not verified
   * @param owner owner of the key; null if unknown
   */
  public void denied(
      DenialReason reason, @Nullable UUID keyId, @Nullable Owner owner, Instant now) {
    if (isOn()) {
      count(keyId, owner, UsageCount.outcomeOf(reason), now);
    }
  }

  private void count(@Nullable UUID keyId, @Nullable Owner owner, String outcome, Instant now) {
    String account = owner == null ? null : owner.accountId();
    Counter counter = new Counter(keyId, account, hourOf(now), outcome);
    AtomicLong requests = counters.get(counter);
    if (requests == null && keyId != null && counters.size() >= MAX_COUNTERS) {
      count(null, owner, outcome, now);
    } else if (requests == null || requests.getAndIncrement() < 0) {
      counters.compute(counter, (same, old) -> incremented(old));
    }
  }

  private static AtomicLong incremented(@Nullable AtomicLong old) {
    return old != null && old.getAndIncrement() >= 0 ? old : new AtomicLong(1);
  }

  /** Returns whether there are counts to write. */
  synchronized boolean isPending() {
    collect();
    return !unwritten.isEmpty();
  }

  /** Writes pending counts. Never throws. */
  synchronized void flush() {
    if (usageLog == null) {
      return;
    }
    try {
      collect();
      write(usageLog);
      clean(usageLog);
    } catch (RuntimeException e) {
      log.warn("Could not store request counts, will retry: {}", e.getMessage());
      log.debug("Could not store request counts", e);
    }
  }

  private void collect() {
    counters.forEach(
        (counter, requests) -> {
          long counted = requests.getAndSet(0);
          if (counted > 0) {
            add(counter, counted);
          } else if (requests.compareAndSet(0, RETIRED)) {
            counters.remove(counter, requests);
          }
        });
  }

  private void add(Counter counter, long requests) {
    if (counter.keyId() != null) {
      Row ofKey = new Row(UsageSubject.key(counter.keyId()), counter.hour(), counter.outcome());
      if (unwritten.size() < MAX_COUNTERS || unwritten.containsKey(ofKey)) {
        unwritten.merge(ofKey, requests, Long::sum);
      }
    }
    if (counter.accountId() != null) {
      UsageSubject account = UsageSubject.account(counter.accountId());
      unwritten.merge(new Row(account, counter.hour(), counter.outcome()), requests, Long::sum);
    }
    Row ofAll = new Row(UsageSubject.ALL, counter.hour(), counter.outcome());
    unwritten.merge(ofAll, requests, Long::sum);
  }

  private void write(UsageLog usageLog) {
    for (List<Row> rows : Batches.of(unwritten.keySet(), UsageLog.MAX_AT_ONCE)) {
      writer.write(
          () -> {
            List<UsageCount> counts = rows.stream().flatMap(this::unwritten).toList();
            usageLog.add(counts);
            counts.forEach(this::acknowledge);
          });
    }
  }

  /** Reads a count at the time of writing, because an earlier slow write may have completed. */
  private Stream<UsageCount> unwritten(Row row) {
    Long requests = unwritten.get(row);
    return requests == null ? Stream.empty() : Stream.of(row.count(requests));
  }

  private void acknowledge(UsageCount count) {
    unwritten.computeIfPresent(
        Row.of(count),
        (row, requests) -> requests == count.requests() ? null : requests - count.requests());
  }

  /** Removes old counts, once per hour, for a bounded number of hours. */
  private void clean(UsageLog usageLog) {
    Instant now = clock.instant();
    if (cleanedInHour == hourOf(now)) {
      return;
    }
    int hours = 0;
    Instant before = now.minus(retention);
    while (hours < MAX_HOURS_REMOVED
        && executor.call(() -> usageLog.removeOldestHour(before)) > 0) {
      hours++;
    }
    if (hours < MAX_HOURS_REMOVED) { // otherwise the next flush continues
      cleanedInHour = hourOf(now);
    }
  }

  private static long hourOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_HOUR);
  }
}
