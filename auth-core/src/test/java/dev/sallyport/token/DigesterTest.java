package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import de.mkammerer.argon2.Argon2Factory;
import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigesterTest {
  private static final Secret SECRET = TokenFormat.sallyport("sp").generate();
  private static final Digester ARGON2ID = Digester.argon2id(Argon2Profile.TOKEN);
  private static final Digester SHA_512 = Digester.sha512();

  static Stream<Digester> digesters() {
    return Stream.of(
        ARGON2ID, SHA_512, Digester.argon2id(Argon2Profile.PASSWORD), firstOf(SHA_512, ARGON2ID));
  }

  @ParameterizedTest
  @MethodSource("digesters")
  void matchesOnlyItsDigest(Digester digester) {
    String digest = digester.digest(SECRET);
    assertThat(digester.isUsable(digest)).isTrue();
    assertThat(digester.isCurrent(digest)).isTrue();
    assertThat(digester.matches(SECRET, digest)).isTrue();
    assertThat(digester.matches(Secret.of(SECRET.reveal() + "x"), digest)).isFalse();
    assertThat(digester.matches(Secret.of(""), digest)).isFalse();
    assertThat(digest).doesNotContain(SECRET.reveal()).hasSizeLessThan(ApiKey.MAX_DIGEST);
  }

  @ParameterizedTest
  @MethodSource("digesters")
  void rejectsADigestPresentedAsTheToken(Digester digester) {
    String digest = digester.digest(SECRET);
    assertThat(digester.matches(Secret.of(digest), digest)).isFalse();
  }

  @Test
  void writesArgon2idWithItsParameters() {
    assertThat(ARGON2ID.digest(SECRET)).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
    assertThat(ARGON2ID.digest(SECRET)).isNotEqualTo(ARGON2ID.digest(SECRET));
  }

  @Test
  void agreesWithTheVerificationOfTheLibrary() {
    var library = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);
    assertThat(library.verify(ARGON2ID.digest(SECRET), SECRET.revealBytes())).isTrue();
    String theirs = library.hash(2, 2048, 2, SECRET.revealBytes());
    assertThat(ARGON2ID.matches(SECRET, theirs)).isTrue();
    assertThat(ARGON2ID.isCurrent(theirs)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$argon2id$",
        "$argon2i$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=16$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=65537,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=99999999,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=1024,t=11,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=1024,t=0,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=1024,t=1,p=5$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=7,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$c2hvcnQ",
        "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc",
        "sha512$00",
        "sha256$" + "0",
        "plain",
      })
  void rejectsMalformedAndOversizedDigests(String digest) {
    for (Digester digester : List.of(ARGON2ID, SHA_512, firstOf(ARGON2ID, SHA_512))) {
      assertThat(digester.isUsable(digest)).isFalse();
      assertThat(digester.isCurrent(digest)).isFalse();
      assertThat(digester.matches(SECRET, digest)).isFalse();
    }
  }

  @Test
  void writesSha512InHexadecimalAfterItsKind() {
    // SHA-512 of "abc", FIPS 180-2 appendix C.1
    String abc =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    assertThat(SHA_512.digest(Secret.of("abc"))).isEqualTo("sha512$" + abc);
    assertThat(SHA_512.matches(Secret.of("abc"), "sha512$" + abc)).isTrue();
    assertThat(SHA_512.isUsable("sha512$" + abc.toUpperCase(Locale.ROOT))).isFalse();
  }

  @Test
  void verifiesEachKindButOnlyTheFirstIsCurrent() {
    Digester both = firstOf(ARGON2ID, SHA_512);
    String old = SHA_512.digest(SECRET);
    assertThat(both.matches(SECRET, old)).isTrue();
    assertThat(both.isUsable(old)).isTrue();
    assertThat(both.isCurrent(old)).isFalse();
    assertThat(both.isCurrent(both.digest(SECRET))).isTrue();
  }

  @Test
  void limitsTheCostOfAProfile() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Profile(65_537, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Profile(1024, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Profile(15, 1, 2));
  }

  private static Digester firstOf(Digester... digesters) {
    return Digester.firstOf(List.of(digesters));
  }
}
