package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.jpa.connection.DriverDataSource;
import dev.sallyport.jpa.connection.JdbcUrl;
import dev.sallyport.jpa.connection.OptionalDependency;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolver;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Components of the host that are found by name, and messages about missing ones. */
@Isolated("replaces the JVM's naming and persistence providers")
class WiringTest {
  @ParameterizedTest
  @ValueSource(strings = {"jdbc/app", "java:comp/env/jdbc/app"})
  void opensADataSourceOfTheContainer(String boundAs) {
    DataSource source = TestServer.H2.newDatabase().dataSource();
    try (OneNameJndi jndi = OneNameJndi.binding(boundAs, source);
        Sallyport sallyport =
            ConfiguredSallyport.with(Map.of("data-source", "jdbc/app", "schema", "migrate"))) {
      assertThat(jndi).isNotNull();
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).total()).isZero();
    }
  }

  @Test
  void opensTheHostsUnitByItsNameAndClosesIt() {
    new TestDatabase("jdbc:h2:mem:of_host;DB_CLOSE_DELAY=-1", "sa", "").migrated().close();
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
  void namesTheMissingDependency() {
    ClassLoader bare = ClassLoader.getPlatformClassLoader();
    for (OptionalDependency library : OptionalDependency.values()) {
      assertThatThrownBy(() -> library.require("The setting x", bare))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("The setting x needs a library that is not on the class path")
          .hasMessageMatching(".*add the dependency [a-z.]+:[A-Za-z-]+\\.");
    }
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

  @Test
  void namesTheMissingDriverWithoutTheUrl() {
    String url = "jdbc:unknown:server;password=" + "hunter" + 2;
    assertThatThrownBy(() -> DriverDataSource.of(new JdbcUrl(url), new Properties()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'jdbc:unknown:'")
        .hasMessageContaining("No JDBC driver on the class path")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void showsNoPartOfAUrlThatMayHoldAPassword() {
    assertThat(new JdbcUrl("jdbc:postgresql://h:1/db?user=u&password=p@ss"))
        .hasToString("jdbc:postgresql:");
    assertThat(new JdbcUrl("jdbc:mariadb://u:pa?ss@h/db")).hasToString("jdbc:mariadb:");
    assertThat(new JdbcUrl("jdbc:h2:file:./x;PASSWORD=p")).hasToString("jdbc:h2:file:./x");
    assertThat(new JdbcUrl("jdbc:postgresql://h/db?password=p"))
        .hasToString("jdbc:postgresql://h/db");
  }

  @Test
  void listsTheDatabasesWithScripts() {
    DataSource oracle = calledOracle(TestServer.H2.newDatabase().dataSource());
    assertThatThrownBy(() -> JpaBackend.on(oracle, SchemaMode.MIGRATE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("no scripts for Oracle")
        .hasMessageContaining("H2, PostgreSQL, MariaDB");
    assertThatThrownBy(() -> JpaBackend.on(oracle, SchemaMode.VALIDATE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("The Oracle database has no table sallyport_key")
        .hasMessageContaining("H2, PostgreSQL, MariaDB");
  }

  private static DataSource calledOracle(DataSource source) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection connection = source.getConnection();
          return proxy(
              Connection.class,
              (it, called, parameters) ->
                  called.getName().equals("getMetaData")
                      ? proxy(DatabaseMetaData.class, (meta, asked, none) -> "Oracle")
                      : called.invoke(connection, parameters));
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(WiringTest.class.getClassLoader(), types, handler));
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
