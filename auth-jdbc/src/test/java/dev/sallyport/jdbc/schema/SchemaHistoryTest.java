package dev.sallyport.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flyway is used only where there is something to do, or to report. */
@Tag("slow")
class SchemaHistoryTest {
  @ParameterizedTest
  @EnumSource(TestServer.class)
  void isCurrentAfterTheMigration(TestServer server) throws SQLException {
    TestDatabase database = server.newDatabase();
    assertThat(isCurrent(database)).isFalse();
    database.run("create table of_the_host (id int primary key)"); // so that there is a baseline
    database.migrate();
    assertThat(isCurrent(database)).as("as recorded by Flyway").isTrue();
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void isNotCurrentWithAnotherScript(TestServer server) throws SQLException {
    TestDatabase database = server.newDatabase();
    database.migrate();
    String quote;
    try (Connection connection = database.dataSource().getConnection()) {
      quote = connection.getMetaData().getIdentifierQuoteString();
    }
    database.run(
        "update \"sallyport_schema_history\" set \"checksum\" = 1 where \"version\" = '1'"
            .replace("\"", quote));

    assertThat(isCurrent(database)).isFalse();
    assertThatThrownBy(database::migrate)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Could not migrate the tables");
  }

  private static boolean isCurrent(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return SchemaHistory.isCurrent(connection, Database.of(connection));
    }
  }
}
