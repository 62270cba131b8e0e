package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReport.Denials;
import dev.sallyport.audit.UsageReport.Slice;
import dev.sallyport.audit.UsageReports.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Model of the plot and the table of allowed and denied requests.
 *
 * @param slices oldest first
 * @param why the reason why usage is not known; null if it is known
 */
public record UsagePlot(
    Step step, List<Slice> slices, List<Denials> denials, @Nullable String why) {
  private static final Duration HOURS = Duration.ofHours(47);
  private static final Duration DAYS = Duration.ofDays(29);
  private static final String BY_DAY = "day";

  /** Reads the last 48 hours by hour or, with {@code step=day}, the last 30 days by day. */
  static UsagePlot read(
      ConsoleRequest request, Instant now, BiFunction<Instant, Step, Result<UsageReport>> report) {
    Step step = request.text("step").equals(BY_DAY) ? Step.DAY : Step.HOUR;
    Instant from = now.minus(step == Step.DAY ? DAYS : HOURS);
    return report
        .apply(from, step)
        .fold(
            done -> new UsagePlot(step, done.slices(), done.denials(), null),
            denial -> new UsagePlot(step, List.of(), List.of(), denial.sentence()));
  }

  /** Returns whether the slices are days, and not hours. */
  public boolean isByDay() {
    return step == Step.DAY;
  }

  /** Returns the label of a slice. */
  public String label(Slice slice) {
    return isByDay() ? TimeFormat.day(slice.start()) : TimeFormat.hour(slice.start());
  }

  long granted() {
    return slices.stream().mapToLong(Slice::granted).sum();
  }

  long denied() {
    return slices.stream().mapToLong(Slice::denied).sum();
  }

  /** Returns whether there were no requests. */
  public boolean isEmpty() {
    return granted() + denied() == 0;
  }

  /** Returns the totals in a sentence. */
  public String summary() {
    return "%s allowed and %s denied in the last %s (UTC)."
        .formatted(
            TimeFormat.count(granted(), "request"),
            TimeFormat.number(denied()),
            isByDay() ? "30 days, by day" : "48 hours, by hour");
  }

  /** Converts a name such as {@code key-expired} to text such as {@code Key expired}. */
  public static String readable(String reason) {
    String words = reason.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
