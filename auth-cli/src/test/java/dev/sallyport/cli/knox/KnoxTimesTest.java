package dev.sallyport.cli.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnoxTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z",
    "2026-01-02 03:04:05.123+00, 2026-01-02T03:04:05.123Z",
    "2026-01-02 03:04:05+01, 2026-01-02T02:04:05Z",
    "2026-01-02 03:04:05+01:30, 2026-01-02T01:34:05Z",
    "2026-01-02 03:04:05-0330, 2026-01-02T06:34:05Z",
    "2026-01-02 03:04:05 +0000, 2026-01-02T03:04:05Z",
    "2026-01-02 03:04:05.1, 2026-01-02T03:04:05.1Z",
    "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
    "2026-01-02 03:04, 2026-01-02T03:04:00Z"
  })
  void parsesTimesOfDatabases(String text, Instant expected) {
    assertThat(KnoxTimes.parse("expiry", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02",
        "yesterday",
        "infinity",
        "1767323045",
        "2026-02-30 00:00:00",
        "02/01/2026",
        "2026-01-02 03:04:05 Europe/Berlin"
      })
  void rejectsOtherTextsWithoutPrintingThem(String text) {
    assertThatThrownBy(() -> KnoxTimes.parse("expiry", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expiry must be a time");
  }
}
