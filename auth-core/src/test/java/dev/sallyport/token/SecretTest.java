package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("correct horse");

  @Test
  void revealsItsValueOnlyOnRequest() {
    assertThat(secret.reveal()).isEqualTo("correct horse");
    assertThat(secret).hasToString("Secret[hidden]");
    assertThat("%s %s".formatted(secret, Secret.of(""))).doesNotContain("horse");
  }

  @Test
  void toStringHidesTheLength() {
    assertThat(secret).hasToString(Secret.of("").toString());
  }

  @Test
  void matchesOnlyTheSameValue() {
    assertThat(secret.equalsInConstantTime(Secret.of("correct horse"))).isTrue();
    for (int i = 0; i < secret.reveal().length(); i++) {
      StringBuilder flipped = new StringBuilder(secret.reveal());
      flipped.setCharAt(i, (char) (flipped.charAt(i) ^ 1));
      assertThat(secret.equalsInConstantTime(Secret.of(flipped.toString()))).isFalse();
    }
    assertThat(secret.equalsInConstantTime(Secret.of("correct hors"))).isFalse();
    assertThat(secret.equalsInConstantTime(Secret.of(""))).isFalse();
  }

  @Test
  void cannotBeComparedOrSerializedByAccident() {
    assertThat(secret.equals(Secret.of("correct horse"))).isFalse();
    assertThat(secret).isNotInstanceOf(Serializable.class);
  }
}
