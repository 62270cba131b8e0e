package dev.sallyport.benchmarks.load.report;

import java.util.Collection;
import java.util.Locale;

/** Median, minimum and maximum of several launches. */
public record Spread(double median, double min, double max) {
  public static Spread of(Collection<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * Returns a text such as {@code 14.2 (13.9-14.8)}.
   *
   * @param decimals the number of decimals
   */
  public String text(int decimals) {
    String number = "%,." + decimals + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + "-" + number + ")", median, min, max);
  }
}
