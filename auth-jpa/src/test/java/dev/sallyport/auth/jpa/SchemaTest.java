package dev.sallyport.auth.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.testkit.TestKeys;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
  private static final OwnerDirectory OF_HOST = owner -> Optional.empty();

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void migratesAgainWithoutHarm(TestServer server) {
    TestDatabase database = server.newDatabase();
    try (JpaBackend backend = database.migrated()) {
      backend.tokens().insert(TestKeys.key());
    }
    try (JpaBackend backend = database.migrated()) {
      assertThat(backend.tokens().list(TokenQuery.all()).total()).isEqualTo(1);
    }
    validate(database, Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void migratesADatabaseThatHasOtherTables(TestServer server) {
    TestDatabase database = server.newDatabase();
    database.run("create table of_the_host (id int primary key)");
    database.migrated().close();
    assertThat(database.read("select count(*) from of_the_host")).isEqualTo("0");
    validate(database, Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void refusesADatabaseWithoutTheTable(TestServer server) {
    TestDatabase database = server.newDatabase();
    refuses(database, "database has no table sallyport_key");
    assertThatThrownBy(() -> database.read("select count(*) from sallyport_key"))
        .as("validate changes nothing")
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void refusesATableWithoutAColumn(TestServer server) {
    TestDatabase database = migrated(server);
    database.run("alter table sallyport_key drop column last_used_at");
    refuses(database, "table sallyport_key has no column last_used_at");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void refusesAColumnThatIsTooShort(TestServer server) {
    TestDatabase database = migrated(server);
    String change = server == TestServer.MARIADB ? "modify digest" : "alter column digest type";
    String type = server == TestServer.H2 ? "set data type varchar(128)" : "varchar(128)";
    database.run(
        "alter table sallyport_key "
            + (server == TestServer.H2 ? "alter column digest " : change + " ")
            + type);
    refuses(database, "has a column digest of 128 characters, not 255");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void refusesALookupThatIsNotUnique(TestServer server) {
    TestDatabase database = migrated(server);
    String on = server == TestServer.MARIADB ? " on sallyport_key" : "";
    database.run("drop index sallyport_key_lookup" + on);
    refuses(database, "no unique index on the column lookup alone");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void needsTheTableOfKeysOnlyWhereTheHostHasItsOwners(TestServer server) {
    TestDatabase database = migrated(server);
    database.run("drop table sallyport_user");
    refuses(database, "database has no table sallyport_user");
    database.run("drop table sallyport_account");
    try (JpaBackend backend =
        JpaBackend.on(database.dataSource(), SchemaMode.VALIDATE, Optional.of(OF_HOST))) {
      backend.tokens().insert(TestKeys.withLookup("lookup", TestKeys.OWNER, TestKeys.NOW));
      assertThat(backend.tokens().findByLookup("lookup").orElseThrow().ownerStatus()).isEmpty();
      assertThat(backend.owners()).isSameAs(OF_HOST);
    }
  }

  private static TestDatabase migrated(TestServer server) {
    TestDatabase database = server.newDatabase();
    database.migrated().close();
    return database;
  }

  private static void validate(TestDatabase database, Optional<OwnerDirectory> owners) {
    JpaBackend.on(database.dataSource(), SchemaMode.VALIDATE, owners).close();
  }

  private static void refuses(TestDatabase database, String reason) {
    assertThatThrownBy(() -> validate(database, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("schema=migrate");
  }
}
