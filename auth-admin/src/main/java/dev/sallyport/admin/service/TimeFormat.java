package dev.sallyport.admin.service;

import dev.sallyport.spi.ApiKeyQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats of instants, durations and counts on pages. */
public final class TimeFormat {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final int DAYS_OF_MONTHS = 100;
  private static final int DAYS_OF_YEARS = 730;

  private TimeFormat() {}

  /** Formats as {@code 3 minutes ago}, {@code in 2 days} or {@code just now}. */
  public static String relative(Instant at, Instant now) {
    Duration distance = Duration.between(at, now);
    if (distance.abs().toSeconds() < 10) {
      return distance.isNegative() ? "in a moment" : "just now";
    }
    String length = length(distance.abs());
    return distance.isNegative() ? "in " + length : length + " ago";
  }

  /** Formats a duration, rounded to the largest suitable unit. */
  public static String length(Duration duration) {
    if (duration.toSeconds() < 60) {
      return count(duration.toSeconds(), "second");
    }
    long minutes = rounded(duration.toSeconds(), 60);
    if (minutes < 60) {
      return count(minutes, "minute");
    }
    long hours = rounded(minutes, 60);
    if (hours < 48) {
      return count(hours, "hour");
    }
    long days = rounded(hours, 24);
    if (days < DAYS_OF_MONTHS) {
      return count(days, "day");
    }
    return days < DAYS_OF_YEARS
        ? count(rounded(days, 30), "month")
        : count(rounded(days, 365), "year");
  }

  private static long rounded(long amount, long unit) {
    return (amount + unit / 2) / unit;
  }

  /** Formats an instant in UTC, to the second. */
  public static String exact(Instant at) {
    return EXACT.format(at);
  }

  /** Formats the day and time of an instant in UTC. */
  public static String hour(Instant at) {
    return HOUR.format(at);
  }

  /** Formats the day of an instant in UTC. */
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /** Formats as {@code 12,345 keys}. */
  public static String count(long number, String one) {
    return number(number) + " " + (number == 1 ? one : one + "s");
  }

  /** Formats the total of a list of keys as {@code 345 keys} or {@code more than 10,000 keys}. */
  public static String total(long total, String one) {
    return total > ApiKeyQuery.MAX_COUNTED
        ? "more than " + count(ApiKeyQuery.MAX_COUNTED, one)
        : count(total, one);
  }

  /** Formats a number with thousands separators. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Formats a date for a form field; empty for null. */
  public static String date(@Nullable Instant at) {
    return at == null ? "" : at.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
