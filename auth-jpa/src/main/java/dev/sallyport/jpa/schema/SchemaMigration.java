package dev.sallyport.jpa.schema;

import dev.sallyport.config.SettingException;
import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date. The one class that refers to Flyway. */
public final class SchemaMigration {
  private static final String HISTORY = "sallyport_schema_history";

  private final DataSource source;

  public SchemaMigration(DataSource source) {
    this.source = source;
  }

  /**
   * Runs the scripts that were not run yet.
   *
   * @throws SettingException if there are none for this database, or Flyway does not know it
   * @throws StoreException if the database cannot be reached, or a script fails
   */
  public void run() {
    Database database = database();
    try {
      Flyway.configure(SchemaMigration.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + database.scripts())
          .table(HISTORY)
          .baselineOnMigrate(true) // a host's schema has tables already
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreException(
          ("The tables of Sallyport could not be brought up to date with Flyway: %s; see that"
                  + " the dependency %s is on the class path and that the database user may create"
                  + " tables, or run the scripts %s/*.sql of auth-jpa's jar and set"
                  + " schema=validate.")
              .formatted(failure.summary(), database.flywayPart(), database.scripts()),
          failure);
    }
  }

  private Database database() {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return Database.ofProduct(product)
          .orElseThrow(
              () ->
                  new SettingException(
                      "The setting schema is 'migrate', but there are no scripts for %s: supported are %s."
                          .formatted(product, Database.products())));
    } catch (SQLException e) {
      throw SchemaCheck.unreachable(e);
    }
  }
}
