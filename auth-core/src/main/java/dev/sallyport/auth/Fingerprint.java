package dev.sallyport.auth;

import dev.sallyport.auth.token.Secret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The first 192 bits of the SHA-256 of a token, to know it again by: where a million are in memory,
 * it takes 2^172 attempts to find another token that has one of them. Compared in a time that tells
 * nothing.
 */
sealed class Fingerprint permits ProvenToken {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /**
   * One for each thread: it is larger than all else that a request makes. Holds no class of ours.
   */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(Fingerprint::sha256);

  private static final ThreadLocal<byte[]> BYTES = ThreadLocal.withInitial(() -> new byte[32]);

  /** How many numbers it is packed into. */
  static final int NUMBERS = 3;

  private final long a;
  private final long b;
  private final long c;

  Fingerprint(Fingerprint same) {
    this.a = same.a;
    this.b = same.b;
    this.c = same.c;
  }

  /** The one that was {@linkplain #packFingerprintInto packed}. */
  Fingerprint(long[] numbers, int at) {
    this.a = numbers[at];
    this.b = numbers[at + 1];
    this.c = numbers[at + 2];
  }

  private Fingerprint(byte[] sha256) {
    this.a = (long) LONG.get(sha256, 0);
    this.b = (long) LONG.get(sha256, 8);
    this.c = (long) LONG.get(sha256, 16);
  }

  static Fingerprint of(Secret token) {
    MessageDigest digest = SHA256.get();
    byte[] sha256 = BYTES.get();
    token.feedTo(digest);
    try {
      int unused = digest.digest(sha256, 0, sha256.length);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
    return new Fingerprint(sha256);
  }

  /** A new one, for whatever. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** A third of it, where that is enough to tell two apart that nobody chose. */
  final long head() {
    return a;
  }

  /** Another third, which is independent of the first. */
  final long middle() {
    return b;
  }

  /** The {@link #middle()} of one that was packed. */
  static long packedMiddle(long[] numbers, int at) {
    return numbers[at + 1];
  }

  /** Writes it down in numbers. */
  final void packFingerprintInto(long[] numbers, int at) {
    numbers[at] = a;
    numbers[at + 1] = b;
    numbers[at + 2] = c;
  }

  /** Whether it is the one that was packed there. */
  final boolean isPackedAt(long[] numbers, int at) {
    return ((a ^ numbers[at]) | (b ^ numbers[at + 1]) | (c ^ numbers[at + 2])) == 0;
  }

  @Override
  public final boolean equals(@Nullable Object object) {
    return object instanceof Fingerprint other
        && ((a ^ other.a) | (b ^ other.b) | (c ^ other.c)) == 0;
  }

  @Override
  public final int hashCode() {
    return (int) a;
  }

  /** Nothing of it, since for some formats others could tell by it whether a token is right. */
  @Override
  public final String toString() {
    return "Fingerprint[hidden]";
  }
}
