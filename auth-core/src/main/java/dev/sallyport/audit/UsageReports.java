package dev.sallyport.audit;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells how many requests there were. What came in lately may be missing: each node writes its
 * counts down every {@code last-used-interval}. Thread-safe.
 */
public interface UsageReports {
  /** The most slices of a report. */
  int MAX_SLICES = 5000;

  /** How long a slice of a report is; days are those of UTC. */
  enum Step {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Step(Duration length) {
      this.length = length;
    }

    /** Returns how long a slice is. */
    public Duration length() {
      return length;
    }

    /** Returns the start of the slice in which an instant lies. */
    public Instant startOf(Instant instant) {
      long seconds = length.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
  }

  /**
   * Reads what was counted, slice by slice, those without a request too.
   *
   * @param from within the first slice, which is read from its start
   * @param until within the last slice; one that starts just then is left out
   * @throws InvalidValueException if it is not later or beyond the year 9999, or there were more
   *     than {@value #MAX_SLICES} slices
   */
  UsageReport read(UsageSubject subject, Instant from, Instant until, Step step);
}
