package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A string nobody but its holder may see: a token or a password.
 *
 * <p>The only type of Sallyport that holds one, so that every other value may be logged without a
 * thought. {@link #toString()} reveals nothing, not even the length; there is no {@code equals},
 * because comparing strings takes a time that tells how much was right. {@link #reveal()} is the
 * one way out. Immutable and thread-safe. It does not protect against a heap dump.
 */
public final class Secret {
  private final byte[] utf8;
  private @Nullable String value;

  private Secret(byte[] utf8, @Nullable String value) {
    this.utf8 = utf8;
    this.value = value;
  }

  /**
   * Wraps a value that must not be shown.
   *
   * @param value any string, also an empty one
   */
  public static Secret of(String value) {
    return new Secret(value.getBytes(UTF_8), value);
  }

  /**
   * Wraps a part of a text, such as a header field, without making a string of it.
   *
   * @param text whose part has ASCII characters only
   * @param start of the part, inclusive
   * @param end of the part, exclusive
   */
  @SuppressWarnings("deprecation") // the one way to copy a part of a string, and right for ASCII
  public static Secret ofAscii(String text, int start, int end) {
    byte[] ascii = new byte[end - start];
    text.getBytes(start, end, ascii, 0);
    return new Secret(ascii, null);
  }

  /** The value itself. Never log it, never put it in a URL, an exception or {@code toString}. */
  public String reveal() {
    String known = value;
    if (known == null) {
      known = new String(utf8, US_ASCII);
      value = known;
    }
    return known;
  }

  /** The value in UTF-8, in a new array. As confidential as {@link #reveal()}. */
  public byte[] revealBytes() {
    return utf8.clone();
  }

  /** Feeds the value in UTF-8 to a digest. */
  public void feedTo(MessageDigest digest) {
    digest.update(utf8);
  }

  /** The value in UTF-8, not to be changed nor given away. */
  byte[] bytes() {
    return utf8;
  }

  /** Whether both hold the same value, in a time that does not depend on where they differ. */
  public boolean equalsInConstantTime(Secret other) {
    return MessageDigest.isEqual(utf8, other.utf8);
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
