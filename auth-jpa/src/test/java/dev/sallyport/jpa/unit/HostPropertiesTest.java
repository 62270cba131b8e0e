package dev.sallyport.jpa.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jpa.FirstKeyApplication;
import dev.sallyport.jpa.HostUnit;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that configures Hibernate and HikariCP for the whole JVM. */
@Tag("slow")
class HostPropertiesTest {
  /** Properties each of which alone would break Sallyport's unit or change what it writes. */
  private static final Map<String, String> OF_HIBERNATE =
      Map.ofEntries(
          Map.entry("hibernate.default_schema", "nowhere"),
          Map.entry("hibernate.default_catalog", "nowhere"),
          Map.entry("hibernate.globally_quoted_identifiers", "true"),
          Map.entry("hibernate.dialect", "org.hibernate.dialect.MySQLDialect"),
          Map.entry("hibernate.connection.username", "of_host"),
          Map.entry("hibernate.connection.password", "of_host"),
          Map.entry("hibernate.connection.url", "jdbc:h2:mem:of_host_alone"),
          Map.entry("hibernate.connection.provider_class", "com.example.Gone"),
          Map.entry("hibernate.session_factory.statement_inspector", "com.example.Gone"),
          Map.entry("hibernate.session_factory.interceptor", "com.example.Gone"),
          Map.entry("hibernate.physical_naming_strategy", "com.example.Gone"),
          Map.entry("hibernate.implicit_naming_strategy", "com.example.Gone"),
          Map.entry("hibernate.multi_tenant_connection_provider", "com.example.Gone"),
          Map.entry("hibernate.tenant_identifier_resolver", "com.example.Gone"),
          Map.entry("hibernate.cache.region.factory_class", "com.example.Gone"),
          Map.entry("hibernate.cache.use_second_level_cache", "true"),
          Map.entry("hibernate.jdbc.time_zone", "Asia/Tokyo"),
          Map.entry("hibernate.type.preferred_instant_jdbc_type", "TIMESTAMP"),
          Map.entry("hibernate.hbm2ddl.auto", "create-drop"),
          Map.entry("hibernate.cfg_xml_file", "of_host.cfg.xml"),
          Map.entry("hibernate.session_factory_name", "java:comp/of_host"),
          Map.entry("jakarta.persistence.nonJtaDataSource", "jdbc/of_host"),
          Map.entry("hibernate.check_nullability", "true"),
          Map.entry("jakarta.persistence.lock.timeout", "soon"),
          Map.entry("jakarta.persistence.schema-generation.database.action", "drop-and-create"),
          Map.entry("jakarta.persistence.sharedCache.mode", "ALL"));

  private static final Map<String, String> OF_HIKARI =
      Map.ofEntries(
          Map.entry("jdbcUrl", "jdbc:h2:mem:of_host_alone"),
          Map.entry("username", "of_host"),
          Map.entry("password", "of_host"),
          Map.entry("dataSourceJNDI", "jdbc/of_host"),
          Map.entry("catalog", "nowhere"),
          Map.entry("schema", "nowhere"),
          Map.entry("connectionInitSql", "select of_host"),
          Map.entry("connectionTestQuery", "select of_host"),
          Map.entry("transactionIsolation", "TRANSACTION_NONSENSE"),
          Map.entry("readOnly", "true"),
          Map.entry("autoCommit", "false"),
          Map.entry("maximumPoolSize", "1"),
          Map.entry("minimumIdle", "100"),
          Map.entry("maxLifetime", "1"),
          Map.entry("keepaliveTime", "1"),
          Map.entry("poolName", "of_host"));

  @TempDir Path folder;

  @Test
  void ignoresFilesOfTheHost() throws Exception {
    write("hibernate.properties", OF_HIBERNATE);
    write("of_host.cfg.xml", Map.of());
    Path orm = Files.createDirectories(folder.resolve("META-INF")).resolve("orm.xml");
    Files.writeString(orm, ORM_XML, UTF_8);
    Path hikari = write("hikari.properties", OF_HIKARI);
    assertThat(runApplication("-Dhikaricp.configurationFile=" + hikari))
        .isEqualTo(FirstKeyApplication.KEPT);
  }

  @Test
  void ignoresSystemPropertiesOfHibernate() throws Exception {
    List<String> options = new ArrayList<>();
    OF_HIBERNATE.forEach((name, value) -> options.add("-D" + name + "=" + value));
    assertThat(runApplication(options.toArray(String[]::new))).isEqualTo(FirstKeyApplication.KEPT);
  }

  @Test
  void reportsUnreadableTablesInOneSentence() {
    try (EntityManagerFactory misled =
        HostUnit.start(TestServer.H2.newDatabase(), "host", Map.of())) {
      assertThatThrownBy(() -> ManagedPersistenceUnit.requireReadable(misled, true))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(
              "The persistence unit of Sallyport cannot read SallyportKey (Could not read the rows")
          .hasMessageContaining("although its table fits");
    }
  }

  private Path write(String name, Map<String, String> properties) throws Exception {
    List<String> lines = new ArrayList<>();
    properties.forEach((property, value) -> lines.add(property + "=" + value));
    return Files.write(folder.resolve(name), lines, UTF_8);
  }

  private String runApplication(String... options) throws Exception {
    return FirstKeyApplication.run(folder, options);
  }

  private static final String ORM_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <entity-mappings xmlns="https://jakarta.ee/xml/ns/persistence/orm" version="3.1">
        <persistence-unit-metadata>
          <persistence-unit-defaults>
            <schema>nowhere</schema>
          </persistence-unit-defaults>
        </persistence-unit-metadata>
      </entity-mappings>
      """;
}
