package dev.sallyport.cli.output;

import java.time.Duration;
import java.time.Instant;

/** Times relative to now, for reading, such as {@code 3 d ago} or {@code in 2 h}. */
public final class RelativeTime {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private RelativeTime() {}

  /** Returns a time relative to now, rounded down. */
  public static String of(Instant time, Instant now) {
    long seconds = Math.abs(Duration.between(time, now).toSeconds());
    if (seconds < MINUTE) {
      return "now";
    }
    String length =
        seconds < HOUR
            ? seconds / MINUTE + " min"
            : seconds < DAY
                ? seconds / HOUR + " h"
                : seconds < 2 * YEAR ? seconds / DAY + " d" : seconds / YEAR + " y";
    return time.isAfter(now) ? "in " + length : length + " ago";
  }
}
