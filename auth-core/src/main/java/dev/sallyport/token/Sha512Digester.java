package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digester with a single unsalted SHA-512. */
final class Sha512Digester implements Digester {
  private static final String KIND = "sha512$";
  private static final Pattern DIGEST = Pattern.compile("sha512\\$[0-9a-f]{128}");

  /** Returns the unsalted hash in lower-case hexadecimal. */
  static String hex(Secret secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(secret.revealBytes());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-512 is not available in this JVM", e);
    }
  }

  @Override
  public String digest(Secret secret) {
    return KIND + hex(secret);
  }

  @Override
  public boolean isUsable(String digest) {
    return DIGEST.matcher(digest).matches();
  }

  @Override
  public boolean isCurrent(String digest) {
    return isUsable(digest);
  }

  @Override
  public boolean matches(Secret secret, String digest) {
    return isUsable(digest)
        && MessageDigest.isEqual(digest(secret).getBytes(US_ASCII), digest.getBytes(US_ASCII));
  }
}
