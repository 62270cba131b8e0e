package dev.sallyport.auth;

import dev.sallyport.auth.UsageReport.Refusals;
import dev.sallyport.auth.UsageReport.Slice;
import dev.sallyport.auth.internal.Bounds;
import dev.sallyport.auth.spi.UsageCount;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.spi.UsageSubject;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells how many requests there were. What came in lately may be missing: each node writes its
 * counts down every {@code last-used-interval}. Thread-safe.
 */
public final class Usage {
  /** The most slices of a report. */
  public static final int MAX_SLICES = 5000;

  private static final Comparator<Refusals> MOST_FIRST =
      Comparator.comparing(Refusals::requests).reversed().thenComparing(Refusals::reason);

  private final UsageLog log;

  Usage(UsageLog log) {
    this.log = log;
  }

  /** How long a slice of a report is; days are those of UTC. */
  public enum Step {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Step(Duration length) {
      this.length = length;
    }

    private Instant startOf(Instant instant) {
      long seconds = length.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
  }

  /**
   * Reads what was counted, slice by slice, those without a request too.
   *
   * @param from within the first slice, which is read from its start
   * @param until within the last slice; one that starts just then is left out
   * @throws OutOfBoundsException if it is not later or beyond the year 9999, or there were more
   *     than {@value #MAX_SLICES} slices
   */
  public UsageReport read(UsageSubject subject, Instant from, Instant until, Step step) {
    if (!until.isAfter(from) || until.isAfter(Bounds.LAST)) {
      throw new OutOfBoundsException(
          "a report ends later than it starts, and not beyond the year 9999");
    }
    Instant start = step.startOf(from);
    Duration longest = step.length.multipliedBy(MAX_SLICES);
    if (Duration.between(start, until).compareTo(longest) > 0) {
      throw new OutOfBoundsException("a report has at most " + MAX_SLICES + " slices");
    }
    Map<Instant, Slice> slices = new TreeMap<>();
    for (Instant at = start; at.isBefore(until); at = at.plus(step.length)) {
      slices.put(at, new Slice(at, 0, 0));
    }
    Instant end = start.plus(step.length.multipliedBy(slices.size()));
    Map<String, Long> refusals = new TreeMap<>();
    for (UsageCount count : log.read(subject, start, end)) {
      slices.computeIfPresent(step.startOf(count.hour()), (at, slice) -> slice.plus(count));
      if (!count.isGranted()) {
        refusals.merge(count.outcome(), count.requests(), Long::sum);
      }
    }
    List<Refusals> reasons = new ArrayList<>();
    refusals.forEach((reason, requests) -> reasons.add(new Refusals(reason, requests)));
    reasons.sort(MOST_FIRST);
    return new UsageReport(List.copyOf(slices.values()), reasons);
  }
}
