package dev.sallyport.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  private final String value;
  private byte @Nullable [] bytes; // made once; a race makes it twice

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a value that must not be shown.
   *
   * @param value any string, also an empty one
   */
  public static Secret of(String value) {
    return new Secret(requireNonNull(value, "value"));
  }

  /** The value itself. Never log it, never put it in a URL, an exception or {@code toString}. */
  public String reveal() {
    return value;
  }

  /** The value in UTF-8, in a new array. As confidential as {@link #reveal()}. */
  public byte[] revealBytes() {
    return value.getBytes(UTF_8);
  }

  /**
   * The SHA-256 of the value in UTF-8, in a new array. Confidential where the value is guessable.
   */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** The value in UTF-8, not to be changed nor given away. */
  byte[] bytes() {
    byte[] made = bytes;
    if (made == null) {
      made = value.getBytes(UTF_8);
      bytes = made;
    }
    return made;
  }

  /** Whether both hold the same value, in a time that does not depend on where they differ. */
  public boolean equalsInConstantTime(Secret other) {
    return MessageDigest.isEqual(revealBytes(), other.revealBytes());
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
