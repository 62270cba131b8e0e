package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.spi.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
  @ParameterizedTest
  @EnumSource(TestServer.class)
  void migrationCanBeRepeated(TestServer server) {
    TestDatabase database = server.newDatabase();
    database.migrate();
    database.run("insert into sallyport_owner_lock (owner_name, times_taken) values ('x', 1)");
    database.migrate();
    assertThat(database.read("select count(*) from sallyport_owner_lock")).isEqualTo("1");
    validate(database, true);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void migratesADatabaseThatHasOtherTables(TestServer server) {
    TestDatabase database = server.newDatabase();
    database.run("create table of_the_host (id int primary key)");
    database.migrate();
    assertThat(database.read("select count(*) from of_the_host")).isEqualTo("0");
    validate(database, true);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsADatabaseWithoutTheTable(TestServer server) {
    TestDatabase database = server.newDatabase();
    assertRejected(database, "database has no table sallyport_key");
    assertThatThrownBy(() -> database.read("select count(*) from sallyport_key"))
        .as("validate changes nothing")
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsATableWithoutAColumn(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    database.run("alter table sallyport_key drop column last_used_at");
    assertRejected(database, "table sallyport_key has no column last_used_at");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void requiresAllOtherTablesWithAndWithoutOwners(TestServer server) {
    for (String table :
        List.of(
            "sallyport_owner_lock",
            "sallyport_binding",
            "sallyport_usage",
            "sallyport_session",
            "sallyport_audit",
            "sallyport_audit_head")) {
      TestDatabase database = server.migratedDatabase();
      database.run("drop table " + table);
      assertRejected(database, "database has no table " + table);
      assertRejected(database, "database has no table " + table, false);
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void requiresTheTableOfResourcesWithoutOwners(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    database.run("drop table sallyport_binding");
    database.run("drop table sallyport_resource");
    assertRejected(database, "database has no table sallyport_resource", false);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsAnAuditLogWithoutAHead(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    database.run("delete from sallyport_audit_head");
    assertRejected(database, "table sallyport_audit_head has no row");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsAnAuditLogWithTooShortColumns(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    String change =
        switch (server) {
          case H2, HSQLDB -> "alter column state_after set data type varchar(255)";
          case POSTGRESQL -> "alter column state_after type varchar(255)";
          case MARIADB -> "modify state_after varchar(255)";
        };
    database.run("alter table sallyport_audit " + change);
    assertRejected(database, "has a column state_after of 255 characters");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void hasIndexesForListsAndTheAuditLog(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    Map<String, List<String>> indexes =
        Map.of(
            "sallyport_key",
            List.of("newest", "owner", "user", "expiry", "active"),
            "sallyport_audit",
            List.of("subject", "actor", "time"));
    indexes.forEach(
        (table, columns) -> {
          String on = server == TestServer.MARIADB ? " on " + table : "";
          for (String column : columns) {
            String drop = "drop index " + table + "_" + column + on;
            database.run(drop);
            assertThatThrownBy(() -> database.run(drop))
                .as("it existed")
                .isInstanceOf(IllegalStateException.class);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsAColumnThatIsTooShort(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    String change =
        switch (server) {
          case H2, HSQLDB -> "alter column digest set data type varchar(128)";
          case POSTGRESQL -> "alter column digest type varchar(128)";
          case MARIADB -> "modify digest varchar(128)";
        };
    database.run("alter table sallyport_key " + change);
    assertRejected(database, "has a column digest of 128 characters, expected 255");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void rejectsALookupThatIsNotUnique(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    String on = server == TestServer.MARIADB ? " on sallyport_key" : "";
    database.run("drop index sallyport_key_lookup" + on);
    assertRejected(database, "no unique index on the column lookup_id alone");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void requiresNoTablesOfOwnersWithAnOwnerDirectoryOfTheHost(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    database.run("drop table sallyport_user");
    assertRejected(database, "database has no table sallyport_user");
    database.run("drop table sallyport_account");
    validate(database, false);
  }

  private static void validate(TestDatabase database, boolean withOwners) {
    StoreDataSource.of(database.dataSource(), SchemaMode.VALIDATE, withOwners).close();
  }

  private static void assertRejected(TestDatabase database, String reason) {
    assertRejected(database, reason, true);
  }

  private static void assertRejected(TestDatabase database, String reason, boolean withOwners) {
    assertThatThrownBy(() -> validate(database, withOwners))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("schema=migrate");
  }
}
