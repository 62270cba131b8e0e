package dev.sallyport.audit;

import java.time.Instant;
import java.util.List;

/**
 * Number of requests within a period. A request that was authenticated and then denied by a later
 * rule of the host counts as both.
 *
 * <pre>{@code
 * UsageReport report =
 *     sallyport.usage().read(UsageSubject.key(id), from, until, UsageReports.Step.DAY);
 * }</pre>
 *
 * @param slices consecutive slices without gaps
 * @param denials denials of the whole period by reason, the most frequent first
 * @since 0.1.0
 */
public record UsageReport(List<Slice> slices, List<Denials> denials) {
  public UsageReport {
    slices = List.copyOf(slices);
    denials = List.copyOf(denials);
  }

  /** Returns the number of authenticated requests. */
  public long authenticated() {
    return slices.stream().mapToLong(Slice::authenticated).sum();
  }

  /** Returns the number of denied requests. */
  public long denied() {
    return slices.stream().mapToLong(Slice::denied).sum();
  }

  /**
   * Requests of an hour or a day.
   *
   * @param start start of the slice
   * @param authenticated number of authenticated requests
   * @param denied number of denied requests
   */
  public record Slice(Instant start, long authenticated, long denied) {
    /** Returns this slice with a count added. */
    public Slice plus(UsageCount count) {
      return count.isAuthenticated()
          ? new Slice(start, authenticated + count.requests(), denied)
          : new Slice(start, authenticated, denied + count.requests());
    }
  }

  /**
   * Number of requests denied for one reason.
   *
   * @param reason reason, in the spelling of {@link UsageCount#outcomeOf}
   * @param requests number of requests
   */
  public record Denials(String reason, long requests) {}
}
