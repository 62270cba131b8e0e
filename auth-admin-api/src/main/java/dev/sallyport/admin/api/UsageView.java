package dev.sallyport.admin.api;

import dev.sallyport.audit.UsageReport;
import java.time.Instant;
import java.util.List;

/**
 * Numbers of requests in a period.
 *
 * @param authenticated number of allowed requests
 * @param denied number of denied requests
 * @param slices numbers by hour or day, in chronological order
 * @param denials denied requests by reason, most frequent first
 * @since 0.1.0
 */
public record UsageView(
    long authenticated, long denied, List<SliceView> slices, List<DenialsView> denials) {
  /** Numbers of requests in an hour or a day. */
  public record SliceView(Instant start, long authenticated, long denied) {}

  /** Number of requests denied for a reason, such as {@code key-expired}. */
  public record DenialsView(String reason, long requests) {}

  /** Returns the view of a report. */
  public static UsageView of(UsageReport report) {
    return new UsageView(
        report.authenticated(),
        report.denied(),
        report.slices().stream()
            .map(it -> new SliceView(it.start(), it.authenticated(), it.denied()))
            .toList(),
        report.denials().stream().map(it -> new DenialsView(it.reason(), it.requests())).toList());
  }
}
