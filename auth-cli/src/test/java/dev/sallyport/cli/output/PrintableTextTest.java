package dev.sallyport.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void keepsLettersAndEmojiOfAllLanguages() {
    String text = "Ünïcode 鍵 مفتاح 👩‍💻 क्‍ष";

    assertThat(PrintableText.of(text)).isEqualTo(text);
  }

  @Test
  void replacesControlCharacters() {
    assertThat(PrintableText.of("a\u001b[2J\u0007\u009b\u202e\u2066\u0000\u007fb\ud800"))
        .isEqualTo("a?[2J??????b?");
  }

  @Test
  void joinsLines() {
    assertThat(PrintableText.line("a \r\n\n b\u0085c\u2028d ")).isEqualTo("a b c d");
    assertThat(PrintableText.line("x".repeat(5000))).hasSize(1000).endsWith("...");
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(PrintableText.cut("🗝🗝🗝🗝🗝", 4)).isEqualTo("🗝...");
    assertThat(PrintableText.cut("four", 4)).isEqualTo("four");
  }
}
