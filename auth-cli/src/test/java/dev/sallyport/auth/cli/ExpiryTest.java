package dev.sallyport.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.Lifetime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ExpiryTest {
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "45s, 2026-03-29T01:30:45Z",
    "90m, 2026-03-29T03:00:00Z",
    "12h, 2026-03-29T13:30:00Z",
    "30d, 2026-04-28T01:30:00Z",
    "8w, 2026-05-24T01:30:00Z",
    "2027-01-31, 2027-01-31T23:59:59.999999Z",
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z",
    "2027-01-31T12:00:00+02:00, 2027-01-31T10:00:00Z",
    "2027-01-31T12:00Z, 2027-01-31T12:00:00Z"
  })
  void readsLengthsDaysAndInstants(String text, Instant expected) {
    assertThat(new Expiry.Converter().convert(text).from(NOW))
        .isEqualTo(new Lifetime.Until(expected));
  }

  @Test
  void readsThatThereIsNone() {
    assertThat(new Expiry.Converter().convert("never").from(NOW)).isEqualTo(new Lifetime.Endless());
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
        "-1d",
        "1.5h",
        "30 d",
        "9999999999d",
        "2027-02-30",
        "2027-01-31T12:00",
        "+12027-01-31",
        "999999999w"
      })
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> new Expiry.Converter().convert(text).from(NOW))
        .isInstanceOf(TypeConversionException.class);
  }
}
