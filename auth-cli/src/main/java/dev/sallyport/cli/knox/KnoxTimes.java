package dev.sallyport.cli.knox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Parser of times in the formats of databases: ISO 8601, or with a blank and a short zone. */
final class KnoxTimes {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[' ']['T']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXXXX][XXXX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private KnoxTimes() {}

  /**
   * Parses a time. A time without a zone is UTC.
   *
   * @throws IllegalArgumentException if it is malformed; the message contains only the column
   */
  static Instant parse(String column, String text) {
    try {
      TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime withZone
          ? withZone.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          column + " must be a time such as 2026-01-02 03:04:05+00 or 2026-01-02T03:04:05Z", e);
    }
  }
}
