package dev.sallyport.audit;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/**
 * Reader of request counts. Recent requests may be missing, because each node writes its counts
 * every {@code last-used-interval}. Thread-safe.
 *
 * <pre>{@code
 * UsageReport report =
 *     sallyport.usage().read(UsageSubject.ALL, from, until, UsageReports.Step.HOUR);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface UsageReports {
  /** Maximum number of slices of a report. */
  int MAX_SLICES = 5000;

  /** Length of a slice of a report; days are those of UTC. */
  enum Step {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Step(Duration length) {
      this.length = length;
    }

    /** Returns the length of a slice. */
    public Duration length() {
      return length;
    }

    /** Returns the start of the slice that contains an instant. */
    public Instant startOf(Instant instant) {
      long seconds = length.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
  }

  /**
   * Reads a report, including slices without requests.
   *
   * @param subject key, account or all
   * @param from instant within the first slice, which is read from its start
   * @param until instant within the last slice; a slice that starts at this instant is omitted
   * @param step length of a slice
   * @throws InvalidValueException if {@code until} is not after {@code from} or is beyond the year
   *     9999, or there would be more than {@value #MAX_SLICES} slices
   */
  UsageReport read(UsageSubject subject, Instant from, Instant until, Step step);
}
