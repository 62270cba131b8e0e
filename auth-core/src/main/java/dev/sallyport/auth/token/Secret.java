package dev.sallyport.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;

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

  /** Whether both hold the same value, in a time that does not depend on where they differ. */
  public boolean equalsInConstantTime(Secret other) {
    return MessageDigest.isEqual(revealBytes(), other.revealBytes());
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
