package dev.sallyport.benchmarks.load.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberedTokensTest {
  private static final TokenFormat FORMAT = TokenFormat.sallyport("sp");

  private final NumberedTokens tokens = new NumberedTokens(42);
  private final SplittableRandom random = new SplittableRandom(42);

  @Test
  void areWellFormedWithTheirLookup() {
    assertThat(FORMAT.lookupOf(tokens.token(123_456))).contains(tokens.lookup(123_456));
  }

  @Test
  void returnTheNumberOfALookup() {
    assertThat(NumberedTokens.numberOf(tokens.lookup(123_456))).isEqualTo(123_456);
  }

  @Test
  void dependOnSeedAndNumberOnly() {
    String token = tokens.token(7).reveal();
    assertThat(new NumberedTokens(42).token(7).reveal()).isEqualTo(token);
    assertThat(new NumberedTokens(43).token(7).reveal()).isNotEqualTo(token);
    assertThat(tokens.token(8).reveal()).isNotEqualTo(token);
  }

  @Test
  void haveDifferentIds() {
    assertThat(tokens.id(7)).isNotEqualTo(tokens.id(8)).isEqualTo(tokens.id(7));
  }

  @Test
  void forgedTokensShareTheLookupButNotTheSecret() {
    Secret forged = Secret.of(tokens.forged(7, random));
    assertThat(FORMAT.lookupOf(forged)).contains(tokens.lookup(7));
    assertThat(forged.reveal()).isNotEqualTo(tokens.token(7).reveal());
  }

  @Test
  void unknownTokensAreWellFormed() {
    assertThat(FORMAT.lookupOf(Secret.of(NumberedTokens.unknown(random)))).isPresent();
  }
}
