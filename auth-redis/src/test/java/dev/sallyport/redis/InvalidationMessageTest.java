package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.Invalidation.OfAccount;
import dev.sallyport.spi.Invalidation.OfKey;
import dev.sallyport.spi.Invalidation.OfResource;
import dev.sallyport.spi.Invalidation.OfUser;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationMessageTest {
  private static final String NODE = "0f0e0d0c-0b0a-0908-0706-050403020100";
  private static final UUID SENDER = UUID.fromString(NODE);

  @Test
  void writesTheFormatOfOtherVersions() {
    assertThat(text(new OfKey(SENDER))).isEqualTo("1 " + NODE + " key " + NODE);
    assertThat(text(new OfAccount("3141-5926-5359")))
        .isEqualTo("1 " + NODE + " account 3141-5926-5359");
    assertThat(text(new OfUser(new Owner("acme", "a b"))))
        .isEqualTo("1 " + NODE + " user a b@acme");
    assertThat(text(new OfResource(new ResourceId("llm-client", "4 2"))))
        .isEqualTo("1 " + NODE + " resource llm-client/4 2");
  }

  @Test
  void readsWhatItWrites() {
    for (Invalidation change :
        List.of(
            new OfKey(UUID.randomUUID()),
            new OfAccount("0000-0000-0000"),
            new OfAccount("@".repeat(Owner.MAX_ACCOUNT_ID)),
            new OfUser(new Owner("@".repeat(Owner.MAX_ACCOUNT_ID), "x".repeat(Owner.MAX_USER_ID))),
            new OfUser(new Owner("a b%40", "user key/1@acme")),
            new OfResource(new ResourceId("a".repeat(30), "ü".repeat(ResourceId.MAX_NAME))))) {
      InvalidationMessage message = new InvalidationMessage(UUID.randomUUID(), change);
      assertThat(message.text()).hasSizeLessThanOrEqualTo(InvalidationMessage.MAX_LENGTH);
      assertThat(InvalidationMessage.parse(message.text())).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "PING",
        "2 " + NODE + " key " + NODE,
        "1 " + NODE + " key",
        "1 " + NODE + " key ",
        "1 " + NODE + " key 1-1-1-1-1",
        "1 " + NODE + " key " + NODE + "\n",
        "1 " + NODE + " key " + NODE + " ",
        "1 " + NODE + " KEY " + NODE,
        "1 1-1-1-1-1 key " + NODE,
        " 1 " + NODE + " key " + NODE,
        "1  " + NODE + " key " + NODE,
        "1 " + NODE + " everything *",
        "1 " + NODE + " account ac  me",
        "1 " + NODE + " account 3141-5926-5359\r\n",
        "1 " + NODE + " user a\u0000b@acme",
        "1 " + NODE + " user a\nb@acme",
        "1 " + NODE + " user \u202Eb@acme",
        "1 " + NODE + " user \uD83D@acme",
        "1 " + NODE + " user ada",
        "1 " + NODE + " user ada@",
        "1 " + NODE + " user @acme",
        "1 " + NODE + " user ada@ac%me",
        "1 " + NODE + " resource llm-client",
        "1 " + NODE + " resource llm-client/",
        "1 " + NODE + " resource /42",
        "1 " + NODE + " resource LLM/42",
        "1 " + NODE + " resource llm-client/4/2",
        "1 " + NODE + " resource llm-client/\u2028"
      })
  void ignoresTextsOfAnotherFormat(String text) {
    assertThat(InvalidationMessage.parse(text)).isEmpty();
  }

  @Test
  void ignoresLongTexts() {
    assertThat(
            InvalidationMessage.parse(
                "1 " + NODE + " user " + "x".repeat(Owner.MAX_USER_ID + 1) + "@acme"))
        .isEmpty();
    assertThat(InvalidationMessage.parse("1 " + NODE + " user " + "x".repeat(10_000_000)))
        .isEmpty();
    assertThat(InvalidationMessage.parse("1 ".repeat(10_000_000))).isEmpty();
  }

  @Test
  void writesEveryParsedTextUnchanged() {
    Random random = new Random(5);
    String model = text(new OfResource(new ResourceId("llm-client", "42")));
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(model);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
      }
      InvalidationMessage.parse(text.toString())
          .ifPresent(it -> assertThat(it.text()).hasToString(text + ""));
    }
  }

  private static String text(Invalidation change) {
    return new InvalidationMessage(SENDER, change).text();
  }
}
