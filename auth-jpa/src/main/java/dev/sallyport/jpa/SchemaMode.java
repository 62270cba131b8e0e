package dev.sallyport.jpa;

/** What is done about the schema when a store is opened. */
public enum SchemaMode {
  /**
   * Brings the schema up to date with Flyway, then checks it. Its history is kept in a table of its
   * own, {@code sallyport_schema_history}; a schema with other tables in it is fine.
   */
  MIGRATE,
  /** Only checks, and refuses to start where the schema does not fit; changes nothing. */
  VALIDATE
}
