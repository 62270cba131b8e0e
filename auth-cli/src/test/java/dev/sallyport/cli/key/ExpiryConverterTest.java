package dev.sallyport.cli.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.management.Lifetime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ExpiryConverterTest {
  @ParameterizedTest
  @CsvSource({
    "2027-01-31, 2027-01-31T23:59:59.999999Z",
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z",
    "2027-01-31T12:00:00+02:00, 2027-01-31T10:00:00Z",
    "2027-01-31T12:00Z, 2027-01-31T12:00:00Z"
  })
  void readsDaysAndInstants(String text, Instant expected) {
    assertThat(new ExpiryConverter().convert(text)).isEqualTo(new Lifetime.Until(expected));
  }

  @ParameterizedTest
  @CsvSource({"45s, PT45S", "90m, PT1H30M", "12h, PT12H", "30d, PT720H", "8w, PT1344H"})
  void keepsDurationsUnconverted(String text, Duration expected) {
    assertThat(new ExpiryConverter().convert(text)).isEqualTo(new Lifetime.For(expected, false));
  }

  @Test
  void readsNever() {
    assertThat(new ExpiryConverter().convert("never")).isEqualTo(new Lifetime.Endless());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Never",
        "+12027-01-31T00:00Z",
        "36501d",
        "30",
        "d",
        "0d",
        "-1d",
        "1.5h",
        "30 d",
        "9999999999d",
        "2027-02-30",
        "2027-01-31T12:00",
        "+12027-01-31",
        "999999999w"
      })
  void rejectsOtherTexts(String text) {
    assertThatThrownBy(() -> new ExpiryConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }
}
