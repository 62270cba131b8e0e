package dev.sallyport.memory;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.spi.UsageLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Log of request counts in memory, for tests and trials. Thread-safe. */
final class InMemoryUsageLog implements UsageLog {
  private static final Comparator<UsageCount> IN_ORDER =
      Comparator.comparing(UsageCount::hour).thenComparing(UsageCount::outcome);

  private final TreeMap<Instant, Map<Slot, Long>> byHour = new TreeMap<>();

  @Override
  public synchronized void add(Collection<UsageCount> counts) {
    if (counts.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          "counts must have at most " + MAX_AT_ONCE + " entries, not " + counts.size());
    }
    for (UsageCount count : counts) {
      byHour
          .computeIfAbsent(count.hour(), hour -> new HashMap<>())
          .merge(new Slot(count.subject(), count.outcome()), count.requests(), Long::sum);
    }
  }

  @Override
  public synchronized List<UsageCount> read(UsageSubject subject, Instant from, Instant until) {
    Instant first = from.truncatedTo(ChronoUnit.HOURS);
    return first.isBefore(until)
        ? byHour.subMap(first, until).entrySet().stream()
            .flatMap(
                hour ->
                    hour.getValue().entrySet().stream()
                        .filter(entry -> entry.getKey().subject().equals(subject))
                        .map(entry -> entry.getKey().count(hour.getKey(), entry.getValue())))
            .sorted(IN_ORDER)
            .toList()
        : List.of();
  }

  @Override
  public synchronized int removeOldestHour(Instant before) {
    return !byHour.isEmpty() && byHour.firstKey().isBefore(before)
        ? byHour.pollFirstEntry().getValue().size()
        : 0;
  }

  private record Slot(UsageSubject subject, String outcome) {
    UsageCount count(Instant hour, long requests) {
      return new UsageCount(subject, hour, outcome, requests);
    }
  }
}
