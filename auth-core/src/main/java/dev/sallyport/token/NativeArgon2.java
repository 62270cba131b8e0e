package dev.sallyport.token;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.jna.Argon2Library;
import java.lang.reflect.Proxy;

/**
 * Argon2id of argon2-jvm, with a native library that can be closed. Only for use in an {@link
 * Argon2Loader}: any other user of the same copy of argon2-jvm would crash the JVM after closing.
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
    Memory.purge(); // links the classes of JNA's finalizer while classes can be loaded
    var library = (Library.Handler) Proxy.getInvocationHandler(Argon2Library.INSTANCE);
    library.getNativeLibrary().close();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> isOfSameLoader(thread.getClass()))
        .forEach(Thread::interrupt); // JNA's cleaner would otherwise end after 30 s
  }

  private boolean isOfSameLoader(Class<?> type) {
    return type.getClassLoader() == getClass().getClassLoader();
  }

  @Override
  public String toString() {
    return "argon2-jvm, in native code";
  }
}
