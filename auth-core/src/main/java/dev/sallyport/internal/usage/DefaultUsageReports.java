package dev.sallyport.internal.usage;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReport.Denials;
import dev.sallyport.audit.UsageReport.Slice;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.UsageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Implementation of {@link UsageReports} over a store. */
public record DefaultUsageReports(UsageLog log) implements UsageReports {
  private static final Comparator<Denials> MOST_FIRST =
      Comparator.comparing(Denials::requests).reversed().thenComparing(Denials::reason);

  @Override
  public UsageReport read(UsageSubject subject, Instant from, Instant until, Step step) {
    if (!until.isAfter(from) || until.isAfter(TimeLimits.LAST)) {
      throw new InvalidValueException(
          "the end of a report must be after its start and not beyond the year 9999");
    }
    Instant start = step.startOf(from);
    Duration longest = step.length().multipliedBy(MAX_SLICES);
    if (Duration.between(start, until).compareTo(longest) > 0) {
      throw new InvalidValueException("a report must have at most " + MAX_SLICES + " slices");
    }
    Map<Instant, Slice> slices = new TreeMap<>();
    for (Instant at = start; at.isBefore(until); at = at.plus(step.length())) {
      slices.put(at, new Slice(at, 0, 0));
    }
    Instant end = start.plus(step.length().multipliedBy(slices.size()));
    Map<String, Long> denials = new TreeMap<>();
    for (UsageCount count : log.read(subject, start, end)) {
      slices.computeIfPresent(step.startOf(count.hour()), (at, slice) -> slice.plus(count));
      if (!count.isAuthenticated()) {
        denials.merge(count.outcome(), count.requests(), Long::sum);
      }
    }
    List<Denials> reasons =
        denials.entrySet().stream()
            .map(it -> new Denials(it.getKey(), it.getValue()))
            .sorted(MOST_FIRST)
            .toList();
    return new UsageReport(List.copyOf(slices.values()), reasons);
  }
}
