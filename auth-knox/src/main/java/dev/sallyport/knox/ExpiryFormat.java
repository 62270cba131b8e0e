package dev.sallyport.knox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Format of a key's expiry: that of Django REST framework, or a pattern. Immutable.
 *
 * <p>Django REST framework writes ISO 8601 in UTC, with six digits of fractional seconds, or with
 * none if the fraction is zero.
 *
 * <pre>{@code
 * String text = ExpiryFormat.parse("HH:mm dd/MM/yy").format(key.expiresAt());
 * }</pre>
 *
 * @since 0.1.0
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
   * Parses a pattern of {@link DateTimeFormatter}; an empty one is the format of Django REST
   * framework.
   *
   * @throws IllegalArgumentException if the pattern is invalid or cannot format an instant
   */
  public static ExpiryFormat parse(String pattern) {
    if (pattern.isEmpty()) {
      return new ExpiryFormat("", WHOLE_SECONDS, MICROSECONDS);
    }
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    ExpiryFormat format = new ExpiryFormat(pattern, formatter, formatter);
    if (format.isBlank()) {
      throw new IllegalArgumentException("a pattern that writes nothing");
    }
    return format;
  }

  private boolean isBlank() {
    try {
      return format(Instant.EPOCH).isBlank();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a pattern that cannot format an instant", e);
    }
  }

  /** Formats an instant, truncated to microseconds. */
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
