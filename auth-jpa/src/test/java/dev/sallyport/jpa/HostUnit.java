package dev.sallyport.jpa;

import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.util.HashMap;
import java.util.Map;

/** Persistence units of a host. */
public final class HostUnit {
  private HostUnit() {}

  /** Starts a unit of the tests' persistence.xml on a database. */
  public static EntityManagerFactory start(
      TestDatabase database, String unit, Map<String, String> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("jakarta.persistence.jdbc.url", database.url());
    properties.put("jakarta.persistence.jdbc.user", database.user());
    properties.put("jakarta.persistence.jdbc.password", database.password());
    return Persistence.createEntityManagerFactory(unit, properties);
  }

  /** Returns whether the tests run with EclipseLink. */
  static boolean isEclipseLink() {
    return PersistenceProviderResolverHolder.getPersistenceProviderResolver()
        .getPersistenceProviders()
        .stream()
        .allMatch(it -> it.getClass().getName().startsWith("org.eclipse.persistence."));
  }

  /** Starts the unit that maps Sallyport's entities for the provider of the tests. */
  static EntityManagerFactory start(TestDatabase database) {
    return start(database, isEclipseLink() ? "host-eclipselink" : "host", Map.of());
  }

  /** Opens a backend in a unit, which is closed with it. */
  static SharedBackend shared(TestDatabase database) {
    EntityManagerFactory host = start(database);
    return SharedBackend.of(database, JpaBackend.on(host), host::close);
  }
}
