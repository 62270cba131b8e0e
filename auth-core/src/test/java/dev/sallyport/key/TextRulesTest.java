package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.spi.OwnerRegistry.Account;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\u00a0",
        "\u3000",
        "\u3164",
        "\u115f\u1160",
        "\u2800",
        "\u200d",
        "\u0301",
        "\ufe0f"
      })
  void rejectsTextsWithoutAVisibleCharacter(String text) {
    assertThat(TextRules.isBlank(text)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextRules.require("name", text, 0, 9))
        .withMessage("name must have a visible character");
    assertThatIllegalArgumentException().isThrownBy(() -> key(text, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> key("name", text));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Account(OWNER.accountId(), text, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceId("room", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200b",
        "a\u00ad",
        "\ufeffa",
        "a\u2060b",
        "\u202ea",
        "a\udb40\udc41",
        "a\u0085"
      })
  void rejectsFormatAndControlCharacters(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key(text, ""))
        .withMessage("name must not have control or format characters");
  }

  /** Persian uses the non-joiner, family emoji use the joiner. */
  @ParameterizedTest
  @ValueSource(
      strings = {"می\u200cخواهم", "\ud83d\udc68\u200d\ud83d\udc69", "❤\ufe0f", "e\u0301", "🗝"})
  void acceptsTextsInAnyScript(String text) {
    assertThat(key(text, text).name()).isEqualTo(text);
  }

  @Test
  void resourceNamesAreIdentifiers() {
    assertThat(new ResourceId("room", "Großer Saal").name()).isEqualTo("Großer Saal");
    for (String name : new String[] {"a ", "a\u200cb", "ame\u0301lie", "a\u00a0b"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ResourceId("room", name));
    }
  }

  private static ApiKey key(String name, String description) {
    return ApiKey.builder(UUID.randomUUID(), "lookup", "digest", OWNER, name, Instant.EPOCH)
        .description(description)
        .build();
  }
}
