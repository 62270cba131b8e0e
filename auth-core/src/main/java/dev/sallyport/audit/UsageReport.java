package dev.sallyport.audit;

import java.time.Instant;
import java.util.List;

/**
 * How many requests there were in a span of time. A request that was let in and then refused by a
 * later rule of the host counts as both.
 *
 * @param slices one after the other, without a gap
 * @param refusals all of the span by their reasons, the most frequent first
 */
public record UsageReport(List<Slice> slices, List<Refusals> refusals) {
  public UsageReport {
    slices = List.copyOf(slices);
    refusals = List.copyOf(refusals);
  }

  /** How many were let in. */
  public long granted() {
    return slices.stream().mapToLong(Slice::granted).sum();
  }

  /** How many were not. */
  public long refused() {
    return slices.stream().mapToLong(Slice::refused).sum();
  }

  /** The requests of an hour or a day. */
  public record Slice(Instant start, long granted, long refused) {
    public Slice plus(UsageCount count) {
      return count.isGranted()
          ? new Slice(start, granted + count.requests(), refused)
          : new Slice(start, granted, refused + count.requests());
    }
  }

  /**
   * How many were refused for one reason.
   *
   * @param reason as {@link UsageCount#outcomeOf} spells it
   */
  public record Refusals(String reason, long requests) {}
}
