package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpiryFormatTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-24T10:21:07.732036Z, 2026-11-24T10:21:07.732036Z",
    "2026-11-24T10:21:07.7Z, 2026-11-24T10:21:07.700000Z",
    "2026-11-24T10:21:07.000001Z, 2026-11-24T10:21:07.000001Z",
    "2026-11-24T10:21:07.000000999Z, 2026-11-24T10:21:07Z",
    "2026-11-24T10:21:00Z, 2026-11-24T10:21:00Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z"
  })
  void writesAsDjangoRestFrameworkDoesByDefault(Instant instant, String written) {
    assertThat(ExpiryFormat.parse("").format(instant)).isEqualTo(written);
  }

  @Test
  void writesByAPatternInUtcAndEnglishWhereverItRuns() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    try {
      Instant instant = Instant.parse("2026-11-24T10:21:07.732036Z");

      assertThat(ExpiryFormat.parse("HH:mm dd/MM/yy").format(instant)).isEqualTo("10:21 24/11/26");
      assertThat(ExpiryFormat.parse("EEE, d MMM yyyy HH:mm:ss 'UTC'").format(instant))
          .isEqualTo("Tue, 24 Nov 2026 10:21:07 UTC");
      assertThat(ExpiryFormat.parse("").format(instant)).isEqualTo("2026-11-24T10:21:07.732036Z");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%H:%M %d/%m/%y b", "yyyy-MM-ddTHH:mm", "'", "[", "{}", "pp"})
  void acceptsNothingElse(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> ExpiryFormat.parse(pattern));
  }

  @Test
  void returnsItsPattern() {
    assertThat(ExpiryFormat.parse("HH:mm")).hasToString("HH:mm");
  }
}
