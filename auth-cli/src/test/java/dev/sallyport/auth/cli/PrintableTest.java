package dev.sallyport.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void keepsLettersAndEmojiOfAllLanguages() {
    String text = "Ünïcode 鍵 مفتاح 👩‍💻 क्‍ष";

    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @Test
  void replacesWhatATerminalActsUpon() {
    assertThat(Printable.of("a\u001b[2J\u0007\u009b\u202e\u2066\u0000\u007fb\ud800"))
        .isEqualTo("a?[2J??????b?");
  }

  @Test
  void putsALineOnOneLine() {
    assertThat(Printable.line("a \r\n\n b\u0085c\u2028d ")).isEqualTo("a b c d");
    assertThat(Printable.line("x".repeat(5000))).hasSize(1000).endsWith("...");
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(Printable.cut("🗝🗝🗝🗝🗝", 4)).isEqualTo("🗝...");
    assertThat(Printable.cut("four", 4)).isEqualTo("four");
  }
}
