package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.TestServers;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostPersistenceUnitTest {
  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void storesKeysInTheHostsUnitWithInstantsInUtcAndLeavesItOpen(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    ApiKey key = TestKeys.key();
    try (EntityManagerFactory host = HostUnit.start(database, "host", Map.of())) {
      try (JpaBackend backend = JpaBackend.on(host)) {
        assertThat(backend.keys().insert(key)).isTrue();
        assertThat(backend.keys().findByLookup(key.lookup()))
            .contains(new KeyWithOwnerStatus(key, OwnerStatus.ABSENT));
      }
      assertThat(host.isOpen()).as("closed by the host only").isTrue();
    }
    try (JpaBackend own = JpaBackend.on(database.dataSource(), SchemaMode.VALIDATE)) {
      assertThat(own.keys().findById(key.id()))
          .as("read through Sallyport's own unit")
          .contains(key);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestServer.class, names = "H2")
  void rejectsAUnitWithoutTheMappingFile(TestServer server) {
    try (EntityManagerFactory host =
        HostUnit.start(server.newDatabase(), "host-without-mapping", Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("<mapping-file>META-INF/sallyport-orm.xml</mapping-file>");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void rejectsAUnitWithoutTheTables(TestServer server) {
    try (EntityManagerFactory host = HostUnit.start(server.newDatabase(), "host", Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SallyportKey")
          .hasMessageContaining("run the script");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void hostsProviderValidatesTheTables(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    Map<String, String> validating = Map.of("hibernate.hbm2ddl.auto", "validate");
    try (EntityManagerFactory host = HostUnit.start(database, "host", validating)) {
      assertThat(host.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void rejectsAUnitWithoutTheTablesOfTheAuditLogOrOfBindings(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (EntityManagerFactory host = HostUnit.start(database, "host", Map.of())) {
      OwnerDirectory hostOwners = owner -> Optional.empty();
      database.run("delete from sallyport_audit_head");
      assertThatThrownBy(() -> JpaBackend.on(host, hostOwners))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("sallyport_audit_head")
          .hasMessageContaining("run the script");
      database.run("drop table sallyport_binding");
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SallyportResource's bindings")
          .hasMessageContaining("run the script");
      database.run("drop table sallyport_audit_head");
      assertThatThrownBy(() -> JpaBackend.on(host, hostOwners))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SallyportAuditHead")
          .hasMessageContaining("run the script");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestServer.class, names = "H2")
  void rejectsAUnitThatWritesInstantsInTheJvmTimeZone(TestServer server) {
    Map<String, String> zoneless =
        Map.of("hibernate.type.preferred_instant_jdbc_type", "TIMESTAMP");
    try (EntityManagerFactory host = HostUnit.start(server.newDatabase(), "host", zoneless)) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("TIMESTAMP_UTC");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestServer.class, names = "H2")
  void rejectsAUnitThatCachesEveryEntity(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (EntityManagerFactory host = HostUnit.start(database, "host-with-cache", Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("<shared-cache-mode>ALL</shared-cache-mode>")
          .hasMessageContaining("ENABLE_SELECTIVE");
    }
    Map<String, String> selective =
        Map.of("jakarta.persistence.sharedCache.mode", "DISABLE_SELECTIVE");
    try (EntityManagerFactory host = HostUnit.start(database, "host-with-cache", selective)) {
      ApiKey key = TestKeys.key();
      JpaBackend backend = JpaBackend.on(host);
      assertThat(backend.keys().insert(key)).isTrue();
      assertThat(backend.keys().findById(key.id())).contains(key);
      assertThat(backend.keys().findById(key.id())).as("read again").contains(key);
    }
  }
}
