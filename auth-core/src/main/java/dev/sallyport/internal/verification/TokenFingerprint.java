package dev.sallyport.internal.verification;

import dev.sallyport.internal.Sha256;
import dev.sallyport.token.Secret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Cache key of a token: the first 192 bits of its SHA-256. With a million cached tokens, finding a
 * different token with the same bits takes 2^172 attempts. Compared in constant time.
 */
final class TokenFingerprint {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** One digest per thread, because it is larger than everything else that a request allocates. */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(Sha256::newDigest);

  private static final ThreadLocal<byte[]> BYTES = ThreadLocal.withInitial(() -> new byte[32]);

  private final long a;
  private final long b;
  private final long c;

  private TokenFingerprint(byte[] sha256) {
    this.a = (long) LONG.get(sha256, 0);
    this.b = (long) LONG.get(sha256, 8);
    this.c = (long) LONG.get(sha256, 16);
  }

  static TokenFingerprint of(Secret token) {
    MessageDigest digest = SHA256.get();
    byte[] sha256 = BYTES.get();
    token.updateDigest(digest);
    try {
      int unused = digest.digest(sha256, 0, sha256.length);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    return new TokenFingerprint(sha256);
  }

  /**
   * Returns the first 64 bits, enough to distinguish values that were not chosen by an attacker.
   */
  long prefix() {
    return a;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TokenFingerprint other
        && ((a ^ other.a) | (b ^ other.b) | (c ^ other.c)) == 0;
  }

  @Override
  public int hashCode() {
    return (int) a;
  }

  /**
   * Returns a redacted text: for some formats the value would reveal whether a guessed token is
   * right.
   */
  @Override
  public String toString() {
    return "TokenFingerprint[hidden]";
  }
}
