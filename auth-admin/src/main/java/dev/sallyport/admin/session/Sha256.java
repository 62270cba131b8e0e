package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which is available in every JVM. */
public final class Sha256 {
  private Sha256() {}

  /** Returns a new SHA-256 digest. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM does not support SHA-256", e);
    }
  }

  /** Returns the digest of a text. */
  public static byte[] of(String text) {
    return newDigest().digest(text.getBytes(UTF_8));
  }

  /** Returns the digest of a text in 64 lower-case hexadecimal digits. */
  static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
