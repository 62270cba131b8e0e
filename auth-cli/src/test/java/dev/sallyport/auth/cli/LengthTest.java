package dev.sallyport.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LengthTest {
  @ParameterizedTest
  @CsvSource({
    "0d, PT0S, 0s",
    "45s, PT45S, 45s",
    "60s, PT1M, 1m",
    "90m, PT1H30M, 90m",
    "24h, PT24H, 1d",
    "36h, PT36H, 36h",
    "8w, PT1344H, 56d",
    "36500d, PT876000H, 36500d"
  })
  void readsAndWritesLengths(String text, Duration length, String written) {
    assertThat(new Length().convert(text)).isEqualTo(length);
    assertThat(Length.text(length)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "12",
        "d",
        "-1d",
        "1.5h",
        "1 d",
        "1D",
        "1y",
        "36501d",
        "999999999w",
        "1d\n"
      })
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> new Length().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"PT0.25S, 250ms", "PT61S, 61s", "PT25H, 25h"})
  void writesWhatIsNoWholeNumberOfALargerUnit(Duration length, String written) {
    assertThat(Length.text(length)).isEqualTo(written);
  }
}
