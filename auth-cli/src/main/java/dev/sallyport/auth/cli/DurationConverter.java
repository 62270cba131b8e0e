package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Durations;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of options in the form of {@link Durations}. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Durations.parse(text);
    } catch (OutOfBoundsException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
