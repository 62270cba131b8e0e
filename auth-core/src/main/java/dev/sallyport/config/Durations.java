package dev.sallyport.config;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser and formatter of durations in settings, the management API and the command. A duration is
 * a whole number with {@code ms}, {@code s}, {@code m}, {@code h}, {@code d} or {@code w}, such as
 * {@code 500ms}, {@code 90m} or {@code 30d}, or {@code 0}. A day has 24 hours.
 *
 * <pre>{@code
 * Duration overlap = Durations.parse("7d");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Durations {
  /** Maximum duration, so that date arithmetic does not overflow. */
  public static final Duration MAX = Duration.ofDays(36_500);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|w)");

  private Durations() {}

  /** Returns whether the text has the form of a duration, even if it exceeds the maximum. */
  public static boolean isDuration(String text) {
    return text.equals("0") || FORM.matcher(text).matches();
  }

  /**
   * Parses a duration.
   *
   * @throws InvalidValueException if it is not a duration, or longer than {@link #MAX}
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidValueException("a duration must be like 500ms, 45s, 90m, 12h, 30d, 8w or 0");
    }
    long amount = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          case "d" -> Duration.ofDays(amount);
          default -> Duration.ofDays(amount * 7);
        };
    if (duration.compareTo(MAX) > 0) {
      throw new InvalidValueException("a duration must be at most " + format(MAX));
    }
    return duration;
  }

  /** Formats a duration in the largest unit up to days of which it is a whole number. */
  public static String format(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (duration.toSecondsPart() != 0 || seconds == 0) {
      return seconds + "s";
    }
    if (duration.toMinutesPart() != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
  }
}
