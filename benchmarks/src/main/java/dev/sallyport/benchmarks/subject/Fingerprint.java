package dev.sallyport.benchmarks.subject;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** SHA-256 hash as a key of maps. Its first bytes serve as the hash code. */
public final class Fingerprint {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] sha256;

  /**
   * Creates a fingerprint from the 32 bytes of a SHA-256 hash, which must not be changed
   * afterwards.
   */
  public Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** Returns whether both are equal, in a time independent of where they differ. */
  public boolean equalsInConstantTime(Fingerprint other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint it && Arrays.equals(sha256, it.sha256);
  }

  @Override
  public int hashCode() {
    return (int) INT.get(sha256, 0);
  }
}
