package dev.sallyport.auth;

import dev.sallyport.auth.token.Secret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a token, to know it again by. Compared in a time that tells nothing. */
class Fingerprint {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long a;
  private final long b;
  private final long c;
  private final long d;

  Fingerprint(Fingerprint same) {
    this.a = same.a;
    this.b = same.b;
    this.c = same.c;
    this.d = same.d;
  }

  private Fingerprint(byte[] sha256) {
    this.a = (long) LONG.get(sha256, 0);
    this.b = (long) LONG.get(sha256, 8);
    this.c = (long) LONG.get(sha256, 16);
    this.d = (long) LONG.get(sha256, 24);
  }

  static Fingerprint of(Secret token) {
    return new Fingerprint(token.sha256());
  }

  /** A quarter of it, where that is enough to tell two apart that nobody chose. */
  final long head() {
    return a;
  }

  @Override
  public final boolean equals(@Nullable Object object) {
    return object instanceof Fingerprint other
        && ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
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
