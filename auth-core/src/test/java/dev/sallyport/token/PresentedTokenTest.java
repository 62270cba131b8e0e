package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.PresentedToken.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PresentedTokenTest {
  private static final List<String> SCHEMES = List.of("Token", "Bearer");

  @ParameterizedTest
  @ValueSource(strings = {"abc", " abc", "abc\r\n", "\t\u000Babc\f "})
  void acceptsOneWordWithAnyWhiteSpace(String text) {
    assertFound(text, SCHEMES, -1);
    assertFound(text, List.of(), -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "bEARER abc", "Bearer \tabc\n", "\nBearer\r\nabc"})
  void acceptsTheWordAfterAScheme(String text) {
    assertFound(text, SCHEMES, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|NO_CREDENTIALS",
        "' '|NO_CREDENTIALS",
        "token |EMPTY_CREDENTIALS",
        "Token: abc|UNKNOWN_SCHEME",
        "Basic abc|UNKNOWN_SCHEME",
        "To\u212Aen abc|UNKNOWN_SCHEME",
        "Token a b|CREDENTIALS_WITH_SPACES",
        "Token \u00E9|MALFORMED_TOKEN",
        "\u00E9|MALFORMED_TOKEN",
      })
  void givesTheReasonOfARejection(String text, DenialReason reason) {
    assertThat(PresentedToken.read(text, SCHEMES)).isEqualTo(new Rejected(reason));
  }

  @Test
  void acceptsNoSchemeIfNoneIsConfigured() {
    assertThat(PresentedToken.read("Token abc", List.of()))
        .isEqualTo(new Rejected(DenialReason.CREDENTIALS_WITH_SPACES));
    assertThat(PresentedToken.read("Token", List.of())).isInstanceOf(Found.class);
  }

  private static void assertFound(String text, List<String> schemes, int scheme) {
    PresentedToken presented = PresentedToken.read(text, schemes);
    assertThat(presented).isInstanceOf(Found.class);
    assertThat(((Found) presented).token().reveal()).isEqualTo("abc");
    assertThat(((Found) presented).scheme()).isEqualTo(scheme);
    assertThat(presented.toString()).doesNotContain("abc");
  }
}
