package dev.sallyport.admin.api;

import dev.sallyport.audit.UsageReport;
import java.time.Instant;
import java.util.List;

/**
 * Numbers of requests in a period.
 *
 * @param granted number of allowed requests
 * @param refused number of denied requests
 * @param slices numbers by hour or day, in chronological order
 * @param refusals denied requests by reason, most frequent first
 * @since 0.1.0
 */
public record UsageView(
    long granted, long refused, List<SliceView> slices, List<RefusalsView> refusals) {
  /** Numbers of requests in an hour or a day. */
  public record SliceView(Instant start, long granted, long refused) {}

  /** Number of requests denied for a reason, such as {@code key-expired}. */
  public record RefusalsView(String reason, long requests) {}

  /** Returns the view of a report. */
  public static UsageView of(UsageReport report) {
    return new UsageView(
        report.granted(),
        report.refused(),
        report.slices().stream()
            .map(it -> new SliceView(it.start(), it.granted(), it.refused()))
            .toList(),
        report.refusals().stream()
            .map(it -> new RefusalsView(it.reason(), it.requests()))
            .toList());
  }
}
