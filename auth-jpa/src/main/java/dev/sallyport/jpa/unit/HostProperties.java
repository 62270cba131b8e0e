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
 * What a host tells Hibernate about all units at once, in system properties and in a {@code
 * hibernate.properties}: a default schema or other names of tables would lead ours astray.
 */
final class HostProperties {
  private static final String FILE = "hibernate.properties";
  private static final String DATA_SOURCE = "taDataSource";
  private static final Set<String> PREFIXES =
      Set.of("hibernate.", "jakarta.persistence.", "javax.persistence.");

  private HostProperties() {}

  /**
   * Returns null for each of them, which tells a provider to pass it over.
   *
   * @param said what our unit says itself, which holds anyway
   */
  static Map<String, @Nullable Object> hiddenFrom(PersistenceProvider provider, Set<String> said) {
    Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
    loaders(provider).forEach(loader -> names.addAll(namesInFile(loader)));
    Map<String, @Nullable Object> hidden = new HashMap<>();
    names.stream()
        .filter(name -> PREFIXES.stream().anyMatch(name::startsWith) && !said.contains(name))
        .filter(name -> !name.endsWith(DATA_SOURCE)) // ours takes the place of any
        .forEach(name -> hidden.put(name, null));
    return hidden;
  }

  /**
   * Returns the same data source, which takes no notice of user and password: Hibernate names those
   * of the host even though they are hidden from it.
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

  /** Where Hibernate looks for the file. */
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
