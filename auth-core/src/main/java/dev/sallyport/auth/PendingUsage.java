package dev.sallyport.auth;

import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.UsageCount;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.spi.UsageSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts that nobody has written down yet, each for its key, the account and all. Holds at most
 * {@value #MAX_PENDING}; then further ones of keys are left out, but not those of accounts and all.
 */
final class PendingUsage {
  static final int MAX_PENDING = 100_000;

  private final Map<Slot, Long> pending = new ConcurrentHashMap<>();
  private final Lock writing = new ReentrantLock();

  /**
   * Adds what was counted of a key.
   *
   * @param accountNumber null if unknown
   */
  void addOfKey(UUID keyId, @Nullable String accountNumber, String outcome, long count) {
    if (HourCount.requests(count) == 0) {
      return;
    }
    Slot ofKey = new Slot(UsageSubject.key(keyId), HourCount.hour(count), outcome);
    if (pending.size() < MAX_PENDING || pending.containsKey(ofKey)) {
      add(ofKey, count);
    }
    if (accountNumber != null) {
      add(new Slot(UsageSubject.account(accountNumber), HourCount.hour(count), outcome), count);
    }
    addOfAll(outcome, count);
  }

  /** Adds what was counted of nobody known. */
  void addOfAll(String outcome, long count) {
    if (HourCount.requests(count) > 0) {
      add(new Slot(UsageSubject.ALL, HourCount.hour(count), outcome), count);
    }
  }

  private void add(Slot slot, long count) {
    pending.merge(slot, HourCount.requests(count), Long::sum);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /**
   * Writes down what is pending, some at once; what could not be written stays.
   *
   * @throws StoreException if some could not, or are not yet
   */
  void writeTo(UsageLog log, StoreCalls calls) {
    List<UsageCount> some = new ArrayList<>();
    for (Map.Entry<Slot, Long> entry : Map.copyOf(pending).entrySet()) {
      some.add(entry.getKey().count(entry.getValue()));
      if (some.size() == UsageLog.MAX_AT_ONCE) {
        write(List.copyOf(some), log, calls);
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      write(some, log, calls);
    }
  }

  private void write(List<UsageCount> counts, UsageLog log, StoreCalls calls) {
    calls.call(
        () -> {
          if (!writing.tryLock()) { // or what a slow store still writes would be added twice
            throw new StoreException("The store has not written earlier counts yet.");
          }
          try {
            log.add(counts);
            settle(counts);
          } finally {
            writing.unlock();
          }
          return true;
        });
  }

  private void settle(List<UsageCount> counts) {
    counts.forEach(
        count ->
            pending.computeIfPresent(
                Slot.of(count),
                (slot, requests) ->
                    requests == count.requests() ? null : requests - count.requests()));
  }

  private record Slot(UsageSubject subject, long hour, String outcome) {
    static Slot of(UsageCount count) {
      long hour = HourCount.hourOf(Micros.floor(count.hour()));
      return new Slot(count.subject(), hour, count.outcome());
    }

    UsageCount count(long requests) {
      return new UsageCount(subject, HourCount.startOf(hour), outcome, requests);
    }
  }
}
