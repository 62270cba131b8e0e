package dev.sallyport.benchmarks.subject;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A SHA-256 as a key of maps, whose first bytes are as good a hash code as any. */
public final class Fingerprint {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] sha256;

  /** Of the 32 bytes that SHA-256 made; they stay the caller's not to change. */
  public Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** Whether both are the same, in a time that does not depend on where they differ. */
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
