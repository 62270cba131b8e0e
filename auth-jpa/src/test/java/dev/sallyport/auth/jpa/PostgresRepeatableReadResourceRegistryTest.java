package dev.sallyport.auth.jpa;

/** As a host may have it: what is read is as old as the transaction, and locks do not renew it. */
class PostgresRepeatableReadResourceRegistryTest extends ResourceRegistryOnDatabase {
  PostgresRepeatableReadResourceRegistryTest() {
    super(
        TestServer.POSTGRESQL,
        it ->
            it.with("?options=-c%20default_transaction_isolation=repeatable%5C%20read").migrated());
  }
}
