package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.knox.BasicCredential.Present;
import dev.sallyport.knox.BasicCredential.Rejected;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no container shows; the contract shows the rest. */
final class BasicCredentialTest {
  private static final String PASSWORD = "c:" + "d\u00fc\ud83d\udd11";

  @Test
  void theFirstColonEndsTheNameAndAllElseIsPassword() {
    BasicCredential credential = read(Site.basic("\u00fcser", PASSWORD));

    assertThat(credential).isInstanceOf(Present.class);
    assertThat(((Present) credential).username()).isEqualTo("\u00fcser");
    assertThat(((Present) credential).password().reveal()).isEqualTo(PASSWORD);
    assertThat(credential.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void noLookalikeOfTheSchemeIsTakenForIt() {
    String lookalike = Site.basic("user", PASSWORD).replace("Basic", "Ba\u017fic");

    assertThat(read(lookalike)).isEqualTo(new Rejected(DenialReason.UNKNOWN_SCHEME));
  }

  @Test
  void noLookalikeOfADigitIsTakenForIt() {
    assertThat(read("Basic \uff21\uff21\uff21\uff21"))
        .isEqualTo(new Rejected(DenialReason.MALFORMED_TOKEN));
  }

  private static BasicCredential read(String line) {
    return BasicCredential.of(Doubles.request("/", Map.of("Authorization", List.of(line))));
  }
}
