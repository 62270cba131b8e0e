package dev.sallyport.jdbc.schema;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migration of the schema to the current version. This is the only class that refers to Flyway. */
public final class SchemaMigration {
  private final DataSource source;

  /** Creates a migration of a database. */
  public SchemaMigration(DataSource source) {
    this.source = source;
  }

  /**
   * Runs the scripts that have not been run yet.
   *
   * @throws SettingException if there are no scripts for this database or Flyway does not support
   *     it
   * @throws StoreException if the database cannot be reached or a script fails
   */
  public void run() {
    Database database;
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      database = Database.ofProduct(product).orElseThrow(() -> noScripts(product));
      database.prepare(connection);
      if (SchemaHistory.isCurrent(connection, database)) {
        return;
      }
    } catch (SQLException e) {
      throw SchemaCheck.unreachable(e);
    }
    migrate(database);
  }

  private void migrate(Database database) {
    try {
      Flyway.configure(SchemaMigration.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + database.scripts())
          .table(SchemaHistory.TABLE)
          .baselineOnMigrate(true) // the schema may already contain tables of the host
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreSetupException(
          ("Could not migrate the tables of Sallyport with Flyway: %s. Check that the dependency %s"
                  + " is on the class path and that the database user may create tables, or run the"
                  + " scripts %s/*.sql of the jar sallyport-jdbc and set schema=validate.")
              .formatted(failure.summary(), database.flywayPart(), database.scripts()),
          failure);
    }
  }

  private static SettingException noScripts(String product) {
    return new SettingException(
        "Invalid value 'migrate' for schema: no scripts for %s; expected one of %s."
            .formatted(product, Database.products()));
  }
}
