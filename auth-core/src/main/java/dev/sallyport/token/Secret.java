package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Confidential string: a token or a password.
 *
 * <p>Only this type holds confidential strings, so that all other values may be logged. {@link
 * #toString()} is redacted and does not reveal the length; use {@link #reveal()} to obtain the
 * value. There is no {@code equals}, because the duration of a comparison would reveal how much
 * matches. Immutable and thread-safe. Does not protect against heap dumps.
 *
 * <pre>{@code
 * Secret password = Secret.of(request.getParameter("password"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Secret {
  private final byte[] utf8;
  private @Nullable String value;

  private Secret(byte[] utf8, @Nullable String value) {
    this.utf8 = utf8;
    this.value = value;
  }

  /**
   * Wraps a confidential value.
   *
   * @param value any string, including an empty one
   */
  public static Secret of(String value) {
    return new Secret(value.getBytes(UTF_8), value);
  }

  /**
   * Wraps a part of a text, such as a header field, without creating a string.
   *
   * @param text text that is ASCII between {@code start} and {@code end}
   * @param start start of the part, inclusive
   * @param end end of the part, exclusive
   */
  @SuppressWarnings("deprecation") // the only way to copy a part of a string; correct for ASCII
  public static Secret ofAscii(String text, int start, int end) {
    byte[] ascii = new byte[end - start];
    text.getBytes(start, end, ascii, 0);
    return new Secret(ascii, null);
  }

  /** Returns the value. Never log it or put it into a URL, an exception or {@code toString}. */
  public String reveal() {
    String known = value;
    if (known == null) {
      known = new String(utf8, US_ASCII);
      value = known;
    }
    return known;
  }

  /** Returns the value in UTF-8, in a new array. As confidential as {@link #reveal()}. */
  public byte[] revealBytes() {
    return utf8.clone();
  }

  /** Updates a message digest with the value in UTF-8. */
  public void updateDigest(MessageDigest digest) {
    digest.update(utf8);
  }

  /** Returns the internal array with the value in UTF-8; must not be modified or passed on. */
  byte[] bytes() {
    return utf8;
  }

  /**
   * Returns whether both hold the same value, in a time independent of the position of differences.
   */
  public boolean equalsInConstantTime(Secret other) {
    return MessageDigest.isEqual(utf8, other.utf8);
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
