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
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
  private static final int HEIGHT = 100;

  /** Fewer denied requests are no reason to look. */
  private static final int FEW = 20;

  /** Number of labels. */
  private static final int PARTS = 4;

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

  /** Returns the label of a slice, in UTC. */
  public String label(Slice slice) {
    return isByDay() ? TimeFormat.day(slice.start()) : TimeFormat.hour(slice.start());
  }

  /** Returns the numbers of a slice in words. */
  public String counts(Slice slice) {
    return "%s allowed, %s denied"
        .formatted(TimeFormat.number(slice.authenticated()), TimeFormat.number(slice.denied()));
  }

  /** Returns the slices whose labels divide the plot into parts of equal width. */
  public List<Slice> labelled() {
    return IntStream.range(0, PARTS).mapToObj(i -> slices.get(i * slices.size() / PARTS)).toList();
  }

  /** Returns the number of requests at the top of the plot: 1, 2 or 5 times a power of ten. */
  public long top() {
    long most = slices.stream().mapToLong(it -> it.authenticated() + it.denied()).max().orElse(0);
    long power = 1;
    while (power * 10 < most) {
      power *= 10;
    }
    long unit = power;
    return LongStream.of(2, 5, 10).map(it -> it * unit).filter(it -> it >= most).min().orElse(2);
  }

  /** Returns a height in the plot, which is {@value #HEIGHT} units high. */
  public String height(long requests) {
    return String.format(Locale.ROOT, "%.2f", (double) HEIGHT * requests / top());
  }

  /** Returns a distance from the top of the plot. */
  public String below(long requests) {
    return height(top() - requests);
  }

  long authenticated() {
    return slices.stream().mapToLong(Slice::authenticated).sum();
  }

  /** Returns the number of denied requests. */
  public long denied() {
    return slices.stream().mapToLong(Slice::denied).sum();
  }

  /** Returns the number of denied requests in the second half of the period. */
  public long deniedLately() {
    return slices.stream().skip(slices.size() / 2).mapToLong(Slice::denied).sum();
  }

  /** Returns whether the second half of the period has many more denied requests. */
  public boolean isDenialRising() {
    return deniedLately() >= FEW && deniedLately() > 2 * (denied() - deniedLately());
  }

  /** Returns a share of the denied requests in percent. */
  public long percent(long requests) {
    return Math.round(100.0 * requests / Math.max(1, denied()));
  }

  /** Returns whether there were no requests. */
  public boolean isEmpty() {
    return authenticated() + denied() == 0;
  }

  /** Returns the totals in a sentence. */
  public String summary() {
    return "%s allowed and %s denied in the last %s."
        .formatted(
            TimeFormat.count(authenticated(), "request"),
            TimeFormat.number(denied()),
            isByDay() ? "30 days, by day (UTC)" : "48 hours, by hour");
  }

  /** Converts a name such as {@code key-expired} to text such as {@code Key expired}. */
  public static String readable(String reason) {
    String words = reason.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
