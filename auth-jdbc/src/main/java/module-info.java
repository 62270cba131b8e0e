/** What stores in a database share, and a store on plain JDBC. */
@SuppressWarnings({"opens", "module"}) // packages without classes, modules that are compiled later
module dev.sallyport.jdbc {
  requires static com.zaxxer.hikari;
  requires transitive dev.sallyport.core;
  requires static jakarta.transaction;
  requires java.naming;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires org.slf4j;

  // Flyway has no stable module name, so OptionalDependency adds the read edge at run time.

  exports dev.sallyport.jdbc;
  // What the store over Jakarta Persistence shares.
  exports dev.sallyport.jdbc.connection to
      dev.sallyport.jpa;
  exports dev.sallyport.jdbc.query to
      dev.sallyport.jpa;
  exports dev.sallyport.jdbc.schema to
      dev.sallyport.jpa;

  opens dev.sallyport.jdbc.schema.h2; // scripts that Flyway reads
  opens dev.sallyport.jdbc.schema.hsqldb;
  opens dev.sallyport.jdbc.schema.mariadb;
  opens dev.sallyport.jdbc.schema.postgresql;

  uses java.sql.Driver;

  provides dev.sallyport.spi.BackendProvider with
      dev.sallyport.jdbc.JdbcBackendProvider;
}
