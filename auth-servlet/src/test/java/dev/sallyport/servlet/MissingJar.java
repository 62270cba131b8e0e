package dev.sallyport.servlet;

import static java.util.stream.Collectors.toSet;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;

/** Loads classes of modules anew, as in an application that lacks some others. */
final class MissingJar extends URLClassLoader {
  private final Set<String> ours;
  private final List<String> missing;

  /**
   * Creates it.
   *
   * @param types whose modules are loaded anew
   * @param missing what the names of the missing classes start with
   */
  MissingJar(List<Class<?>> types, String... missing) {
    super(
        types.stream().map(MissingJar::module).distinct().toArray(URL[]::new),
        MissingJar.class.getClassLoader());
    this.ours = types.stream().map(it -> it.getPackageName() + ".").collect(toSet());
    this.missing = List.of(missing);
  }

  private static URL module(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Creates one of our classes. */
  <T> T create(Class<?> type, Class<T> as) throws ReflectiveOperationException {
    return as.cast(loadClass(type.getName()).getConstructor().newInstance());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (ours.stream().anyMatch(name::startsWith)) {
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
