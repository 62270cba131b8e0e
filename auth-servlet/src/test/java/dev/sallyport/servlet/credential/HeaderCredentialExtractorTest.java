package dev.sallyport.servlet.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.credential.Credential.Absent;
import dev.sallyport.servlet.credential.Credential.Present;
import dev.sallyport.servlet.credential.Credential.Rejected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderCredentialExtractorTest {
  private final HeaderCredentialExtractor source =
      new HeaderCredentialExtractor(
          List.of("Token", "Bearer"), "X-API-Key", token -> token.reveal().equals("ours"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Token abc",
        "token abc",
        "TOKEN abc",
        "  Token abc  ",
        "Token   abc",
        "Token\tabc",
        "\n\u000BToken\r\fabc\u000B"
      })
  void takesTheSecondOfTwoWords(String line) {
    assertThat(read(line)).isInstanceOf(Present.class);
    Present present = (Present) read(line);
    assertThat(present.token().reveal()).isEqualTo("abc");
    assertThat(present.location()).isEqualTo(new CredentialLocation("Authorization", "Token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void findsNothingInABlankLine(String line) {
    assertThat(read(line)).isEqualTo(new Absent(DenialReason.NO_CREDENTIALS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic abc",
        "Token: abc",
        "Tokens abc",
        "Tok en abc",
        "To\u212Aen abc",
        "\u00A0Token abc",
        "\"Token\" abc"
      })
  void leavesAnotherSchemeToOthers(String line) {
    assertThat(read(line)).isEqualTo(new Absent(DenialReason.UNKNOWN_SCHEME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "Negotiate", "Token:abc", "Tokenabc"})
  void leavesOneWordToOthers(String line) {
    assertThat(read(line)).isEqualTo(new Absent(DenialReason.MISSING_SCHEME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", " ours ", "Token:ours", "ours,ours"})
  void rejectsATokenWithoutAScheme(String line) {
    assertThat(read(line)).isEqualTo(new Rejected(DenialReason.MISSING_SCHEME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token: ours", "Basic ours", "Tok en ours", "Basic x, Token ours"})
  void rejectsATokenBehindAnotherScheme(String line) {
    assertThat(read(line)).isEqualTo(new Rejected(DenialReason.UNKNOWN_SCHEME));
  }

  /** A digest in hexadecimal looks like a token of knox. */
  @Test
  void leavesTheParametersOfOtherSchemesAlone() {
    assertThat(read("AWS4-HMAC-SHA256 Credential=x, Signature=ours"))
        .isEqualTo(new Absent(DenialReason.UNKNOWN_SCHEME));
    assertThat(read("Digest response=\"ours\"")).isEqualTo(new Absent(DenialReason.UNKNOWN_SCHEME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token", "Token ", " token\t", "BEARER"})
  void findsNothingBehindASchemeAlone(String line) {
    assertThat(read(line)).isEqualTo(new Absent(DenialReason.EMPTY_CREDENTIALS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token a b", "Token a,Token b", "Token \u00E9 b", "Bearer a b c d"})
  void rejectsThreeWordsAndMore(String line) {
    assertThat(read(line)).isEqualTo(new Rejected(DenialReason.CREDENTIALS_WITH_SPACES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Token \u00E9",
        "Token a\u00A0b",
        "Token a\u2028b",
        "Token a\u0000",
        "Token \u007F",
        "Token a\u001Cb",
        "Token \uD800",
        "Token \u0661"
      })
  void rejectsWhatIsNotVisibleAscii(String line) {
    assertThat(read(line)).isEqualTo(new Rejected(DenialReason.MALFORMED_TOKEN));
  }

  @Test
  void takesTheOneWordOfTheKeyHeader() {
    Present present =
        (Present) source.extract(Doubles.request("/", Map.of("X-API-Key", List.of(" abc "))));

    assertThat(present.token().reveal()).isEqualTo("abc");
    assertThat(present.location()).isEqualTo(new CredentialLocation("X-API-Key", "X-API-Key"));
    assertThat(present)
        .hasToString("Present[token=Secret[hidden], location=%s]".formatted(present.location()));
  }

  @Test
  void takesNoneOfSeveral() {
    Rejected ambiguous = new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
    List<Map<String, List<String>>> requests =
        List.of(
            Map.of("Authorization", List.of("Token abc", "Token abc")),
            Map.of("Authorization", List.of("Basic abc", "Digest abc")),
            Map.of("Authorization", List.of("", "Token abc")),
            Map.of("X-API-Key", List.of("abc", "abc")),
            Map.of("X-API-Key", List.of("", "abc")),
            Map.of("Authorization", List.of("Token abc"), "X-API-Key", List.of("abc")),
            Map.of("Authorization", List.of("Token a b"), "X-API-Key", List.of("abc")),
            Map.of("Authorization", List.of("Token abc"), "X-API-Key", List.of("")));

    assertThat(requests)
        .allSatisfy(
            it -> assertThat(source.extract(Doubles.request("/", it))).isEqualTo(ambiguous));
  }

  @Test
  void takesAKeyHeaderBesideAnotherScheme() {
    Map<String, List<String>> headers =
        Map.of("Authorization", List.of("Basic abc"), "X-API-Key", List.of("abc"));

    assertThat(source.extract(Doubles.request("/", headers))).isInstanceOf(Present.class);
  }

  private Credential read(String line) {
    return source.extract(Doubles.request("/", Map.of("Authorization", List.of(line))));
  }
}
