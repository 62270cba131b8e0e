package dev.sallyport.auth.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When a new key is to end: at an instant, or after a while. */
@FunctionalInterface
interface Expiry {
  /** The last instant at which the key is valid, if it is made now. */
  Instant from(Instant now);

  /**
   * Reads {@code 30d}, {@code 2027-01-31} (the whole day, in UTC) or {@code 2027-01-31T12:00:00Z}.
   */
  final class Converter implements ITypeConverter<Expiry> {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,9})([mhdw])");
    private static final Instant END_OF_CALENDAR = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public Expiry convert(String text) {
      Matcher length = LENGTH.matcher(text);
      if (length.matches()) {
        Duration duration = unit(length.group(2)).multipliedBy(Long.parseLong(length.group(1)));
        return now -> checked(now.plus(duration));
      }
      Instant instant = checked(parse(text));
      return now -> instant;
    }

    private static Duration unit(String letter) {
      return switch (letter) {
        case "m" -> Duration.ofMinutes(1);
        case "h" -> Duration.ofHours(1);
        case "d" -> Duration.ofDays(1);
        default -> Duration.ofDays(7);
      };
    }

    private static Instant parse(String text) {
      try {
        return text.indexOf('T') < 0
            ? endOf(LocalDate.parse(text))
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "it takes a length such as 12h, 30d or 8w, a day such as 2027-01-31, or an instant"
                + " such as 2027-01-31T12:00:00Z");
      }
    }

    private static Instant endOf(LocalDate day) {
      return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(1, ChronoUnit.MICROS);
    }

    private static Instant checked(Instant instant) {
      if (instant.isAfter(END_OF_CALENDAR)) {
        throw new TypeConversionException("it cannot lie beyond the year 9999; leave it out");
      }
      return instant;
    }
  }
}
