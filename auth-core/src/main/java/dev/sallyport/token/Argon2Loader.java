package dev.sallyport.token;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Loads argon2-jvm and JNA a second time, apart from those of the application. argon2-jvm keeps its
 * native library open in a static field: here it can be closed, with nothing else using it, and
 * loaded anew.
 */
final class Argon2Loader extends ClassLoader {
  private static final String ENTRANCE = Argon2Loader.class.getPackageName() + ".NativeArgon2";
  private static final List<String> APART =
      List.of(ENTRANCE, "de.mkammerer.argon2.", "com.sun.jna.");

  private final ClassLoader origin;

  private Argon2Loader(ClassLoader origin) {
    super(origin);
    this.origin = origin;
  }

  /**
   * Loads the native library.
   *
   * @throws ReflectiveOperationException or any {@code Error}, if that is not possible here
   */
  static Argon2idDigester.Computation load() throws ReflectiveOperationException {
    Argon2Loader loader = new Argon2Loader(Argon2Loader.class.getClassLoader());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(getSystemClassLoader()); // which threads that begin here inherit
    try {
      var constructor = loader.loadClass(ENTRANCE).getDeclaredConstructor();
      constructor.setAccessible(true);
      return Argon2.probed((Argon2idDigester.Computation) constructor.newInstance());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (APART.stream().noneMatch(name::startsWith)) {
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
