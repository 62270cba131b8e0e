/** The store over Jakarta Persistence. */
@SuppressWarnings("opens") // packages that have no classes
module dev.sallyport.jpa {
  requires static com.zaxxer.hikari;
  requires transitive dev.sallyport.core;
  requires transitive jakarta.persistence;
  requires java.naming;
  requires transitive java.sql;
  requires static transitive org.jspecify;

  // Flyway has no stable module name, so OptionalDependency adds the read edge at run time.

  exports dev.sallyport.jpa;

  opens dev.sallyport.jpa.entity; // to the persistence provider, whichever it is
  opens dev.sallyport.jpa.schema.h2; // scripts that Flyway reads
  opens dev.sallyport.jpa.schema.mariadb;
  opens dev.sallyport.jpa.schema.postgresql;

  uses java.sql.Driver;

  provides dev.sallyport.spi.BackendProvider with
      dev.sallyport.jpa.JpaBackendProvider;
}
