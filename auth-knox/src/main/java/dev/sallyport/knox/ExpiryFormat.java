package dev.sallyport.knox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How the end of a key is written: as Django REST framework does, or by a pattern.
 *
 * <p>Django REST framework writes ISO 8601 in UTC, with six digits of a second's fraction, or with
 * none of them where the fraction is zero.
 */
public final class ExpiryFormat {
  private static final DateTimeFormatter WHOLE_SECONDS =
      new DateTimeFormatterBuilder().appendInstant(0).toFormatter(Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  private final String written;
  private final DateTimeFormatter whole;
  private final DateTimeFormatter fractional;

  private ExpiryFormat(String written, DateTimeFormatter whole, DateTimeFormatter fractional) {
    this.written = written;
    this.whole = whole;
    this.fractional = fractional;
  }

  /**
   * Reads a pattern of {@link DateTimeFormatter}; an empty one stands for that of Django REST
   * framework.
   *
   * @throws IllegalArgumentException if it is no pattern, or one that no instant can be written by
   */
  public static ExpiryFormat parse(String pattern) {
    if (pattern.isEmpty()) {
      return new ExpiryFormat("", WHOLE_SECONDS, MICROSECONDS);
    }
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    ExpiryFormat format = new ExpiryFormat(pattern, formatter, formatter);
    if (format.isBlank()) {
      throw new IllegalArgumentException("writes nothing");
    }
    return format;
  }

  private boolean isBlank() {
    try {
      return format(Instant.EPOCH).isBlank();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not for instants", e);
    }
  }

  /** Writes an instant, of which what is below a microsecond does not count. */
  public String format(Instant instant) {
    Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
    boolean isWhole = micros.equals(instant.truncatedTo(ChronoUnit.SECONDS));
    return (isWhole ? whole : fractional).format(micros);
  }

  @Override
  public String toString() {
    return written;
  }
}
