package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S, 0s",
    "0d, PT0S, 0s",
    "250ms, PT0.25S, 250ms",
    "45s, PT45S, 45s",
    "60s, PT1M, 1m",
    "90m, PT1H30M, 90m",
    "24h, PT24H, 1d",
    "36h, PT36H, 36h",
    "8w, PT1344H, 56d",
    "36500d, PT876000H, 36500d"
  })
  void parsesAndFormatsDurations(String text, Duration duration, String written) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.format(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "12",
        "d",
        "-1d",
        "1.5h",
        "1 d",
        "1D",
        "1y",
        "36501d",
        "999999999w",
        "1d\n",
        "PT1S",
        "٣d"
      })
  void rejectsOtherTexts(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({"PT0.25S, 250ms", "PT61S, 61s", "PT25H, 25h"})
  void formatsInTheLargestWholeUnit(Duration duration, String written) {
    assertThat(Durations.format(duration)).isEqualTo(written);
  }
}
