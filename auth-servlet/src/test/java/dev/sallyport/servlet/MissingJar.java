package dev.sallyport.servlet;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Loads this module's classes anew, as in an application that lacks some others. */
final class MissingJar extends URLClassLoader {
  private static final String OURS = "dev.sallyport.servlet.";

  private final List<String> missing;

  /**
   * Creates it.
   *
   * @param missing what the names of the missing classes start with
   */
  MissingJar(String... missing) {
    super(
        new URL[] {SallyportFilter.class.getProtectionDomain().getCodeSource().getLocation()},
        MissingJar.class.getClassLoader());
    this.missing = List.of(missing);
  }

  /** Creates one of our classes. */
  <T> T create(Class<?> type, Class<T> as) throws ReflectiveOperationException {
    return as.cast(loadClass(type.getName()).getConstructor().newInstance());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (name.startsWith(OURS)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      if (missing.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
