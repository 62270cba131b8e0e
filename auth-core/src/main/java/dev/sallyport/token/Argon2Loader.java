package dev.sallyport.token;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Class loader with a separate copy of argon2-jvm and JNA. argon2-jvm keeps its native library in a
 * static field; in a separate copy, the library can be closed while nothing else uses it, and
 * loaded again.
 */
final class Argon2Loader extends ClassLoader {
  private static final String IMPLEMENTATION =
      Argon2Loader.class.getPackageName() + ".NativeArgon2";
  private static final List<String> ISOLATED =
      List.of(IMPLEMENTATION, "de.mkammerer.argon2.", "com.sun.jna.");

  private final ClassLoader origin;

  private Argon2Loader(ClassLoader origin) {
    super(origin);
    this.origin = origin;
  }

  /**
   * Loads the native library.
   *
   * @throws ReflectiveOperationException or any {@code Error}, if the library cannot be loaded
   */
  static Argon2idDigester.Computation load() throws ReflectiveOperationException {
    Argon2Loader loader = new Argon2Loader(Argon2Loader.class.getClassLoader());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(getSystemClassLoader()); // inherited by threads started here
    try {
      var constructor = loader.loadClass(IMPLEMENTATION).getDeclaredConstructor();
      constructor.setAccessible(true);
      return Argon2.probed((Argon2idDigester.Computation) constructor.newInstance());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (ISOLATED.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = origin.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
