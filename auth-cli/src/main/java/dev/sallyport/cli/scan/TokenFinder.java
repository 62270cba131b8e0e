package dev.sallyport.cli.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finder of tokens in texts of any length, with constant memory. Tokens in Sallyport's format are
 * found by their checksum anywhere in a text; tokens in knox's format must be a word or the end of
 * one.
 */
final class TokenFinder {
  /** Number of bytes that must not contain a zero byte in a text file, as in git. */
  private static final int HEAD = 8000;

  private static final String MASK = "[token]";

  private final boolean knox;

  TokenFinder(boolean knox) {
    this.knox = knox;
  }

  /**
   * Searches a text.
   *
   * @param found receives each match at once
   * @return false if the input is binary and was not searched
   */
  boolean search(InputStream text, Consumer<TokenMatch> found) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int length = text.readNBytes(buffer, 0, HEAD);
    boolean utf16 = isUtf16(buffer, length);
    if (!utf16 && hasZero(buffer, length)) {
      return false;
    }
    WordReader words = new WordReader(knox, found);
    for (; length > 0; length = text.read(buffer)) {
      for (int i = 0; i < length; i++) {
        if (!utf16 || buffer[i] != 0) {
          words.read((char) (buffer[i] & 0xFF));
        }
      }
    }
    words.endWord();
    return true;
  }

  /** Returns a short text, such as the name of a file, with its tokens masked. */
  String masked(String text) {
    List<TokenMatch> matches = new ArrayList<>();
    try {
      search(new ByteArrayInputStream(text.getBytes(UTF_8)), matches::add);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    String masked = text;
    for (TokenMatch match : matches) {
      for (Secret reading : match.readings()) {
        masked = masked.replace(reading.reveal(), MASK);
      }
    }
    return masked;
  }

  private static boolean isUtf16(byte[] head, int length) {
    return length >= 2
        && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
            || (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE));
  }

  private static boolean hasZero(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      if (head[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Reader of one word at a time that stores only the end of the word. */
  private static final class WordReader {
    private static final TokenFormat SALLYPORT = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);
    private static final TokenFormat KNOX = KnoxFormat.of("");

    /** Number of characters after the underscore. */
    private static final int BODY = 61;

    private static final int MAX_PREFIX = 15;
    private static final int KNOX_BODY = 64;
    private static final int MAX_KNOX = 10 + KNOX_BODY;
    private static final int KEPT = 100;

    private final boolean knox;
    private final Consumer<TokenMatch> found;
    private final StringBuilder word = new StringBuilder();
    private long line = 1;
    private boolean cut;
    private boolean afterUnderscore;
    private int sinceUnderscore;
    private int hexDigits;

    WordReader(boolean knox, Consumer<TokenMatch> found) {
      this.knox = knox;
      this.found = found;
    }

    void read(char c) {
      if (!isWordCharacter(c)) {
        endWord();
        line += c == '\n' ? 1 : 0;
        return;
      }
      if (word.length() >= 10 * KEPT) {
        word.delete(0, word.length() - KEPT);
        cut = true;
      }
      word.append(c);
      hexDigits = isHexDigit(c) ? hexDigits + 1 : 0;
      if (c == '_' || c == '-') {
        afterUnderscore = c == '_';
        sinceUnderscore = 0;
      } else if (++sinceUnderscore == BODY && afterUnderscore) {
        trySallyport();
      }
    }

    void endWord() {
      boolean isShort = !cut && word.length() <= MAX_KNOX;
      if (knox && hexDigits >= KNOX_BODY && (isShort || hexDigits == KNOX_BODY)) {
        int start = word.length() - KNOX_BODY;
        List<Secret> readings = new ArrayList<>();
        if (isShort && start > 0) {
          readings.add(Secret.of(word.toString()));
        }
        readings.add(Secret.of(word.substring(start)));
        readings.removeIf(it -> KNOX.lookupOf(it).isEmpty());
        found.accept(new TokenMatch(line, readings, true));
      }
      word.setLength(0);
      cut = false;
      afterUnderscore = false;
      sinceUnderscore = 0;
      hexDigits = 0;
    }

    /** Tries all prefixes, because the token may follow other word characters directly. */
    private void trySallyport() {
      int underscore = word.length() - BODY - 1;
      for (int start = Math.max(0, underscore - MAX_PREFIX); start < underscore; start++) {
        Secret token = Secret.of(word.substring(start));
        if (SALLYPORT.lookupOf(token).isPresent()) {
          found.accept(new TokenMatch(line, List.of(token), false));
          return;
        }
      }
    }

    private static boolean isWordCharacter(char c) {
      return (c >= '0' && c <= '9')
          || (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || c == '_'
          || c == '-';
    }

    private static boolean isHexDigit(char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
  }
}
