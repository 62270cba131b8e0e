/** The store over Jakarta Persistence. */
module dev.sallyport.jpa {
  requires transitive dev.sallyport.core;
  requires transitive dev.sallyport.jdbc;
  requires transitive jakarta.persistence;
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports dev.sallyport.jpa;

  opens dev.sallyport.jpa.entity; // to the persistence provider, whichever it is

  provides dev.sallyport.spi.BackendProvider with
      dev.sallyport.jpa.JpaBackendProvider;
}
