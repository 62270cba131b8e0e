package dev.sallyport.token;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.jna.Argon2Library;
import java.lang.reflect.Proxy;

/**
 * Argon2id by argon2-jvm, whose native library it closes. Only for a {@link Argon2Loader}, since
 * whatever else used the same copy of argon2-jvm would crash the JVM after that.
 */
final class NativeArgon2 implements Argon2idDigester.Computation {
  private final Argon2Advanced argon2 = Argon2Factory.createAdvanced(Argon2Types.ARGON2id);

  @Override
  public byte[] hash(Argon2Profile profile, byte[] secret, byte[] salt, int length) {
    return argon2.pbkdf(
        profile.iterations(), profile.memoryKib(), profile.parallelism(), secret, salt, length);
  }

  @Override
  public void close() {
    Memory.purge(); // links what JNA's finalizer needs, as long as classes can be loaded
    var library = (Library.Handler) Proxy.getInvocationHandler(Argon2Library.INSTANCE);
    library.getNativeLibrary().close();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> isOfSameLoader(thread.getClass()))
        .forEach(Thread::interrupt); // JNA's cleaner would wait for half a minute before it ends
  }

  private boolean isOfSameLoader(Class<?> type) {
    return type.getClassLoader() == getClass().getClassLoader();
  }

  @Override
  public String toString() {
    return "argon2-jvm, in native code";
  }
}
