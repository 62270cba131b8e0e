package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormatTest {
  private final TokenFormat sallyport = TokenFormat.sallyport("sp");

  @ParameterizedTest
  @CsvSource({
    "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ, 0mLq17",
    "adE7dp8rHP6gUTuPwxLTZjZdtya3sV, 0UQzQM",
    "H3xbiBdlzffNx7Y56iNsPw3joObj7U, 2nO29h",
    "qkJaB6MffYVzZXWqmcoF49yrUxP3wf, 0LsakP",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 0uCPlr",
    "000000000000000000000000000000, 2C8GjS",
    "AAAAAAAAAAAAAAAAAAAAAAAAA00144, 00fnkj",
  })
  void computesGitHubsChecksums(String body, String checksum) {
    assertThat(Base62.checksum(body)).isEqualTo(checksum);
  }

  @Test
  void makesTokensOf64CharactersThatDoubleClickSelects() {
    assertThat(sallyport.generate().reveal()).matches("sp_[0-9A-Za-z]{61}");
  }

  @Test
  void makesNoTwoTokensOrLookupsAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Secret token = sallyport.generate();
      assertThat(seen.add(token.reveal())).isTrue();
      assertThat(seen.add(sallyport.lookupOf(token).orElseThrow())).isTrue();
    }
  }

  @Test
  void readsTheLookupBehindThePrefix() {
    String token = sallyport.generate().reveal();
    assertThat(sallyport.lookupOf(Secret.of(token))).contains(token.substring(3, 15));
  }

  @Test
  void refusesATokenWithAnySingleCharacterChanged() {
    String token = sallyport.generate().reveal();
    for (int i = 0; i < token.length(); i++) {
      StringBuilder changed = new StringBuilder(token);
      changed.setCharAt(i, token.charAt(i) == 'x' ? 'y' : 'x');
      assertThat(sallyport.lookupOf(Secret.of(changed.toString()))).as("at %d", i).isEmpty();
    }
  }

  @Test
  void refusesATokenThatIsCutPaddedOrOfOtherCase() {
    String token = sallyport.generate().reveal();
    for (int length = 0; length < token.length(); length++) {
      assertThat(sallyport.lookupOf(Secret.of(token.substring(0, length)))).isEmpty();
    }
    assertThat(sallyport.lookupOf(Secret.of(token + "0"))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of(" " + token))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of(token + "\n"))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of("\"" + token + "\""))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of(token.replace("sp_", "SP_")))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of("x".repeat(100_000)))).isEmpty();
    assertThat(sallyport.lookupOf(Secret.of("é".repeat(64)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "sp", "acme0", "abcdefghij", "sp_live", "abcdefghij_test"})
  void recognisesItsOwnTokensUnderEveryPrefix(String prefix) {
    Secret token = TokenFormat.sallyport(prefix).generate();
    assertThat(token.reveal()).startsWith(prefix + "_").hasSize(prefix.length() + 62);
    assertThat(sallyport.lookupOf(token)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Sp", "sp_", "_", "sp-x", "sp_prod", "abcdefghijk", "sp_live_test", "é"})
  void refusesOtherPrefixes(String prefix) {
    assertThatIllegalArgumentException().isThrownBy(() -> TokenFormat.sallyport(prefix));
  }

  @Test
  void makesTokensOfTheFirstFormatAndRecognisesAll() {
    TokenFormat other = new Other();
    TokenFormat both = TokenFormat.firstOf(List.of(other, sallyport));
    assertThat(other.lookupOf(both.generate())).isPresent();
    assertThat(both.lookupOf(sallyport.generate())).isPresent();
    assertThat(both.lookupOf(Secret.of("neither"))).isEmpty();
  }

  private static final class Other implements TokenFormat {
    @Override
    public Secret generate() {
      return Secret.of("other");
    }

    @Override
    public Optional<String> lookupOf(Secret presented) {
      return Optional.of(presented.reveal()).filter("other"::equals);
    }
  }
}
