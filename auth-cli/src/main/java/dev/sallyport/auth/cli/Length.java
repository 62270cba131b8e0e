package dev.sallyport.auth.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people write them: {@code 45s}, {@code 90m}, {@code 12h}, {@code 30d}. */
final class Length implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdw])");

  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400, "w", 7 * 86_400);

  /** Some hundred years, so that no arithmetic with it leaves the calendar. */
  private static final Duration MAX = Duration.ofDays(36_500);

  /** Whether the text is meant to be one, also if it is too long. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** The length in the largest unit up to days of which it is a whole number. */
  static String text(Duration length) {
    if (length.toMillisPart() != 0) {
      return length.toMillis() + "ms";
    }
    long seconds = length.toSeconds();
    if (length.toSecondsPart() != 0 || seconds == 0) {
      return seconds + "s";
    }
    if (length.toMinutesPart() != 0) {
      return length.toMinutes() + "m";
    }
    return length.toHoursPart() != 0 ? length.toHours() + "h" : length.toDays() + "d";
  }

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException("it takes a length such as 45s, 90m, 12h, 30d or 8w");
    }
    long amount = Long.parseLong(form.group(1));
    Duration length = Duration.ofSeconds(amount * SECONDS.getOrDefault(form.group(2), 0));
    if (length.compareTo(MAX) > 0) {
      throw new TypeConversionException("it takes a length of at most " + text(MAX));
    }
    return length;
  }
}
