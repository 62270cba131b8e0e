package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnoxFormatTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  private final TokenFormat sallyport = TokenFormat.sallyport("sp");
  private final TokenFormat knox = KnoxFormat.of("");

  @Test
  void makesKnoxTokensOf64LowerCaseHexDigits() {
    assertThat(knox.generate().reveal()).matches("[0-9a-f]{64}");
    assertThat(KnoxFormat.of("TEST_").generate().reveal()).matches("TEST_[0-9a-f]{64}");
  }

  @Test
  void findsAKnoxTokenByItsSha512() {
    assertThat(knox.lookupOf(Secret.of(HEX)).orElseThrow())
        .hasSize(128)
        .isEqualTo(Digester.sha512().digest(Secret.of(HEX)).substring("sha512$".length()));
  }

  @Test
  void recognisesKnoxTokensFromBeforeAPrefixWasConfigured() {
    assertThat(KnoxFormat.of("TEST_").lookupOf(Secret.of(HEX))).isPresent();
    assertThat(knox.lookupOf(Secret.of("TEST_" + HEX))).isPresent();
  }

  @Test
  void rejectsWhatIsNoKnoxToken() {
    for (String wrong :
        List.of(
            "",
            HEX.substring(1),
            HEX.toUpperCase(Locale.ROOT),
            HEX.replace('a', 'g'),
            HEX + "\n")) {
      assertThat(knox.lookupOf(Secret.of(wrong))).isEmpty();
    }
    assertThat(knox.lookupOf(Secret.of("12345678901" + HEX))).isEmpty();
    assertThat(knox.lookupOf(Secret.of("a".repeat(100_000)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901", "a b", "é", "a\n"})
  void rejectsOtherKnoxPrefixes(String prefix) {
    assertThatIllegalArgumentException().isThrownBy(() -> KnoxFormat.of(prefix));
  }

  @Test
  void makesTokensOfTheFirstFormatAndRecognisesAll() {
    TokenFormat both = TokenFormat.firstOf(List.of(knox, sallyport));
    assertThat(knox.lookupOf(both.generate())).isPresent();
    assertThat(both.lookupOf(sallyport.generate())).isPresent();
    assertThat(both.lookupOf(Secret.of("neither"))).isEmpty();
  }

  @Test
  void theSuccessorsTokenStartsAsTheOldOneDid() {
    TokenFormat both =
        TokenFormat.firstOf(List.of(TokenFormat.sallyport("new"), KnoxFormat.of("K_")));
    try (SallyportFixture fixture =
            new SallyportFixture(it -> it.format(TokenFormat.sallyport("old_live")));
        Sallyport withKnox = reopened(fixture, KnoxFormat.of("TEST_"));
        Sallyport now = reopened(fixture, both)) {
      Created sallyports = fixture.create();
      Created knoxs =
          (Created) withKnox.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));

      assertThat(successor(now, sallyports)).startsWith("old_live_");
      assertThat(successor(now, knoxs)).matches("TEST_[0-9a-f]{64}");
    }
  }

  private static Sallyport reopened(SallyportFixture fixture, TokenFormat format) {
    return Sallyport.builder(fixture.store, fixture.owners)
        .ignoreEnvironment()
        .clock(fixture.clock)
        .format(format)
        .build();
  }

  private static String successor(Sallyport sallyport, Created old) {
    CreateResult created =
        sallyport
            .keys()
            .rotate(old.key().id(), Rotation.overlapping(Duration.ofDays(1)))
            .orElseThrow();
    return ((Created) created).token().reveal();
  }
}
