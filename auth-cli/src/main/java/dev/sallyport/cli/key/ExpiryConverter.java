package dev.sallyport.cli.key;

import dev.sallyport.config.Durations;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.Lifetime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converter of the expiry of a new key, which renewal does not change: {@code 30d}, {@code
 * 2027-01-31} (end of the day in UTC), {@code 2027-01-31T12:00:00Z} or {@code never}.
 *
 * <p>A duration is not converted to an instant, because the clock of the database or the server
 * applies.
 */
final class ExpiryConverter implements ITypeConverter<Lifetime> {
  private static final Instant END_OF_CALENDAR = Instant.parse("9999-12-31T23:59:59Z");

  @Override
  public Lifetime convert(String text) {
    if (text.equals("never")) {
      return new Lifetime.Endless();
    }
    if (!Durations.isDuration(text)) {
      return new Lifetime.Until(parse(text));
    }
    try {
      return new Lifetime.For(Durations.parse(text), false);
    } catch (InvalidValueException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static Instant parse(String text) {
    try {
      Instant instant =
          text.indexOf('T') < 0
              ? endOf(LocalDate.parse(text))
              : OffsetDateTime.parse(text).toInstant();
      return requireWithinCalendar(instant);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "expected a duration such as 12h, 30d or 8w, a day such as 2027-01-31, an instant such"
              + " as 2027-01-31T12:00:00Z, or never");
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(1, ChronoUnit.MICROS);
  }

  private static Instant requireWithinCalendar(Instant instant) {
    if (instant.isAfter(END_OF_CALENDAR)) {
      throw new TypeConversionException("expected a year up to 9999, or never");
    }
    return instant;
  }
}
