package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs with EclipseLink; excluded from the tests on other providers. */
@Tag("eclipselink")
class EclipseLinkContractTest {
  private static final String UNIT = "host-eclipselink";

  @Test
  void rejectsH2InATimeZoneThatRepeatsHours() {
    TestDatabase local =
        new TestDatabase(
            "jdbc:h2:mem:local;DB_CLOSE_DELAY=-1;TIME ZONE=America/New_York", "sa", "");
    assertThatThrownBy(() -> JpaBackend.on(local.dataSource(), SchemaMode.MIGRATE))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("add ;TIME ZONE=UTC to the JDBC URL.");
    try (EntityManagerFactory host = HostUnit.start(local, UNIT, Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("add ;TIME ZONE=UTC to the JDBC URL.");
    }
  }

  @Test
  void rejectsAnotherDatabase() {
    TestDatabase other = TestServer.HSQLDB.migratedDatabase();
    try (EntityManagerFactory host = HostUnit.start(other, UNIT, Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("supports PostgreSQL and H2 only");
    }
  }

  @Test
  void rejectsTheMappingFileForOtherProviders() {
    TestDatabase database = TestServer.H2.migratedDatabase();
    try (EntityManagerFactory host = HostUnit.start(database, "host", Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("<mapping-file>META-INF/sallyport-eclipselink-orm.xml");
    }
  }

  @Test
  void rejectsAUnitWithoutThePlatform() {
    TestDatabase database = TestServer.H2.migratedDatabase();
    Map<String, String> platform = Map.of("eclipselink.target-database", "Auto");
    try (EntityManagerFactory host = HostUnit.start(database, UNIT, platform)) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("eclipselink.target-database=PostgreSQL");
    }
  }

  @Test
  void rejectsAUnitThatCachesEveryEntity() {
    TestDatabase database = TestServer.H2.migratedDatabase();
    try (EntityManagerFactory host =
        HostUnit.start(database, "host-eclipselink-with-cache", Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("<shared-cache-mode>ALL</shared-cache-mode>");
    }
  }

  @Test
  void readsWhatOtherNodesChanged() {
    TestDatabase database = TestServer.H2.migratedDatabase();
    ApiKey key = TestKeys.key();
    try (JpaBackend one = JpaBackend.on(database.dataSource(), SchemaMode.VALIDATE);
        JpaBackend other = JpaBackend.on(database.dataSource(), SchemaMode.VALIDATE)) {
      assertThat(one.keys().insert(key)).isTrue();
      assertThat(one.keys().findById(key.id())).isPresent();
      assertThat(other.keys().replace(key.toBuilder().active(false).build())).isTrue();
      assertThat(one.keys().findById(key.id()).orElseThrow().active()).isFalse();
      assertThat(one.keys().findByLookup(key.lookup()).orElseThrow().key().active()).isFalse();
    }
  }

  @Test
  void keepsUnitsOfTwoDatabasesApart() {
    ApiKey key = TestKeys.key();
    try (JpaBackend one = onNewDatabase();
        JpaBackend other = onNewDatabase()) {
      assertThat(one.keys().insert(key)).isTrue();
      assertThat(other.keys().findById(key.id())).isEmpty();
    }
  }

  private static JpaBackend onNewDatabase() {
    return JpaBackend.on(TestServer.H2.migratedDatabase().dataSource(), SchemaMode.VALIDATE);
  }

  @Test
  void ignoresSystemPropertiesOfTheHost(@TempDir Path folder) throws Exception {
    assertThat(
            FirstKeyApplication.run(
                folder,
                "-Djakarta.persistence.jdbc.url=jdbc:h2:mem:of_host_alone",
                "-Djakarta.persistence.jdbc.user=of_host",
                "-Djakarta.persistence.schema-generation.database.action=drop-and-create",
                "-Djakarta.persistence.sharedCache.mode=ALL",
                "-Djakarta.persistence.lock.timeout=1000",
                "-Declipselink.ddl-generation=drop-and-create-tables",
                "-Declipselink.target-database=MySQL",
                "-Declipselink.jdbc.batch-writing=JDBC",
                "-Declipselink.cache.shared.default=true",
                "-Declipselink.session-name=of_host",
                "-Declipselink.profiler=PerformanceProfiler",
                "-Declipselink.logging.level=FINEST"))
        .endsWith(FirstKeyApplication.KEPT) // it first logs the properties of the log
        .doesNotContainIgnoringCase("insert");
  }

  @Test
  void reportsAnUnreachableDatabaseWithoutItsPassword() {
    TestDatabase unreachable = new TestDatabase("jdbc:unknown://host/db?password=s3cret", "sa", "");
    try (EntityManagerFactory host = HostUnit.start(unreachable, UNIT, Map.of())) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("Could not use the host's persistence unit: ")
          .message()
          .doesNotContain("s3cret");
    }
  }

  @Test
  void rejectsACacheOfKeys() {
    TestDatabase database = TestServer.H2.migratedDatabase();
    Map<String, String> cached = Map.of("eclipselink.cache.shared.SallyportKey", "true");
    try (EntityManagerFactory host = HostUnit.start(database, UNIT, cached)) {
      assertThatThrownBy(() -> JpaBackend.on(host))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("eclipselink.cache.shared");
    }
  }
}
