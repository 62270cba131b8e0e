package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Digester whose digests are as long as Argon2's but cheap, so that a million verifications take
 * seconds. Only for measuring memory.
 */
public final class FastDigester implements Digester {
  private static final String HEAD = "$argon2id$v=19$m=1024,t=1,p=1$";
  private static final int SALT_LENGTH = 22;

  public static Digester of(String kind) {
    return kind.equals("sha512") ? Digester.sha512() : new FastDigester();
  }

  @Override
  public String digest(Secret secret) {
    String hash = Base64.getEncoder().withoutPadding().encodeToString(sha256(secret));
    return HEAD + hash.substring(0, SALT_LENGTH) + "$" + hash;
  }

  @Override
  public boolean isUsable(String digest) {
    return digest.startsWith(HEAD);
  }

  @Override
  public boolean isCurrent(String digest) {
    return isUsable(digest);
  }

  @Override
  public boolean matches(Secret secret, String digest) {
    return MessageDigest.isEqual(
        digest(secret).getBytes(StandardCharsets.US_ASCII),
        digest.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.revealBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
