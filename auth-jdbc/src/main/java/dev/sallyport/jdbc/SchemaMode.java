package dev.sallyport.jdbc;

/**
 * Treatment of the database schema when a store is opened.
 *
 * <pre>{@code
 * Backend backend = JdbcBackend.on(dataSource, SchemaMode.MIGRATE);
 * }</pre>
 *
 * @since 0.1.0
 */
public enum SchemaMode {
  /**
   * Migrates the schema with Flyway, then validates it. The migration history is kept in the table
   * {@code sallyport_schema_history}. The schema may contain other tables.
   */
  MIGRATE,
  /** Validates the schema without changing it. Opening fails if the schema does not fit. */
  VALIDATE
}
