package dev.sallyport.audit;

import java.time.Instant;
import java.util.List;

/**
 * Number of requests within a period. A request that was granted and then denied by a later rule of
 * the host counts as both.
 *
 * <pre>{@code
 * UsageReport report =
 *     sallyport.usage().read(UsageSubject.key(id), from, until, UsageReports.Step.DAY);
 * }</pre>
 *
 * @param slices consecutive slices without gaps
 * @param refusals denials of the whole period by reason, the most frequent first
 * @since 0.1.0
 */
public record UsageReport(List<Slice> slices, List<Refusals> refusals) {
  public UsageReport {
    slices = List.copyOf(slices);
    refusals = List.copyOf(refusals);
  }

  /** Returns the number of granted requests. */
  public long granted() {
    return slices.stream().mapToLong(Slice::granted).sum();
  }

  /** Returns the number of denied requests. */
  public long refused() {
    return slices.stream().mapToLong(Slice::refused).sum();
  }

  /**
   * Requests of an hour or a day.
   *
   * @param start start of the slice
   * @param granted number of granted requests
   * @param refused number of denied requests
   */
  public record Slice(Instant start, long granted, long refused) {
    /** Returns this slice with a count added. */
    public Slice plus(UsageCount count) {
      return count.isGranted()
          ? new Slice(start, granted + count.requests(), refused)
          : new Slice(start, granted, refused + count.requests());
    }
  }

  /**
   * Number of requests denied for one reason.
   *
   * @param reason reason, in the spelling of {@link UsageCount#outcomeOf}
   * @param requests number of requests
   */
  public record Refusals(String reason, long requests) {}
}
