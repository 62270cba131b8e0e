package dev.sallyport.jpa.unit;

import static java.util.stream.Collectors.toSet;

import jakarta.persistence.spi.PersistenceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Properties that a host sets for all units of a provider at once, as system properties or in
 * {@code hibernate.properties}. A default schema or other table names would break Sallyport's unit.
 */
final class HostProperties {
  private static final String FILE = "hibernate.properties";
  private static final String DATA_SOURCE = "taDataSource";

  private HostProperties() {}

  /**
   * Returns a map from the name of each such property to a value that makes the provider ignore the
   * property.
   *
   * @param ownProperties names of the properties that Sallyport's unit sets itself and that stay in
   *     effect
   */
  static Map<String, @Nullable Object> hiddenFrom(
      PersistenceProvider provider, Set<String> ownProperties) {
    ProviderKind kind = ProviderKind.ofObject(provider);
    Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
    loaders(provider).forEach(loader -> names.addAll(namesInFile(loader)));
    Map<String, @Nullable Object> hidden = new HashMap<>();
    names.stream()
        .filter(name -> kind.hides(name) && !ownProperties.contains(name))
        .filter(name -> !name.endsWith(DATA_SOURCE)) // Sallyport's data source replaces any other
        .forEach(name -> hidden.put(name, kind.unset()));
    return hidden;
  }

  /**
   * Returns a data source that ignores user and password. Hibernate passes those of the host even
   * if the properties are hidden from it.
   */
  static DataSource withoutUser(DataSource source) {
    return DataSource.class.cast(
        Proxy.newProxyInstance(
            HostProperties.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("getConnection")
                    ? source.getConnection()
                    : method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Returns the class loaders in which Hibernate searches the file. */
  private static Set<ClassLoader> loaders(PersistenceProvider provider) {
    return Stream.of(
            Thread.currentThread().getContextClassLoader(), provider.getClass().getClassLoader())
        .filter(Objects::nonNull)
        .collect(toSet());
  }

  private static Set<String> namesInFile(ClassLoader loader) {
    Properties properties = new Properties();
    try (InputStream file = loader.getResourceAsStream(FILE)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException | IllegalArgumentException e) {
      return Set.of(); // Hibernate cannot read it either
    }
    return properties.stringPropertyNames();
  }
}
