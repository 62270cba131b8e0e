package dev.sallyport.admin.api;

import dev.sallyport.audit.UsageReport;
import java.time.Instant;
import java.util.List;

/** How many requests there were. */
public record UsageView(
    long granted, long refused, List<SliceView> slices, List<RefusalsView> refusals) {
  /** The requests of an hour or a day. */
  public record SliceView(Instant start, long granted, long refused) {}

  /** Refused requests of one reason, such as {@code key-expired}. */
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
