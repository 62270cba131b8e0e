package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolver;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Persistence units and providers that are found by name, and messages about missing ones. */
@Isolated("replaces the persistence providers of the JVM")
class WiringTest {
  @Test
  void opensTheHostsUnitByItsNameAndClosesIt() {
    new TestDatabase("jdbc:h2:mem:of_host;DB_CLOSE_DELAY=-1", "sa", "").migrate();
    try (Sallyport sallyport = ConfiguredSallyport.with(Map.of("persistence-unit", "host-on-h2"))) {
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).total()).isZero();
    }
  }

  @Test
  void rejectsAUnitWithJtaTransactions() {
    Map<String, Object> jta =
        Map.of(
            "jakarta.persistence.transactionType", "JTA",
            "hibernate.dialect", "org.hibernate.dialect.H2Dialect",
            "hibernate.boot.allow_jdbc_metadata_access", "false");
    try (EntityManagerFactory host = Persistence.createEntityManagerFactory("host", jta)) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("needs a resource-local one");
    }
  }

  @Test
  void namesTheOtherStoreOnHsqldb() {
    DataSource source = TestServer.HSQLDB.migratedDatabase().dataSource();
    assertThatThrownBy(() -> JpaBackend.on(source, SchemaMode.VALIDATE))
        .isInstanceOf(StoreException.class)
        .hasMessage("store=jpa does not support HSQLDB: set store=jdbc.");
  }

  @Test
  void namesTheDependencyOfAMissingProvider() {
    DataSource source = TestServer.H2.newDatabase().dataSource();
    PersistenceProviderResolverHolder.setPersistenceProviderResolver(new NoProviders());
    try {
      assertThatThrownBy(() -> JpaBackend.on(source, SchemaMode.MIGRATE))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("add the dependency org.hibernate.orm:hibernate-core");
    } finally {
      PersistenceProviderResolverHolder.setPersistenceProviderResolver(null);
    }
  }

  private static final class NoProviders implements PersistenceProviderResolver {
    @Override
    public List<PersistenceProvider> getPersistenceProviders() {
      return List.of();
    }

    @Override
    public void clearCachedProviders() {
      // there are none
    }
  }
}
