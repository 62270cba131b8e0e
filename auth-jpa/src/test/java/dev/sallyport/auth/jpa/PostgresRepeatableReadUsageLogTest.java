package dev.sallyport.auth.jpa;

/** As a host may have it: what was changed since a transaction began cannot be changed by it. */
class PostgresRepeatableReadUsageLogTest extends UsageLogOnDatabase {
  PostgresRepeatableReadUsageLogTest() {
    super(
        TestServer.POSTGRESQL,
        it ->
            it.with("?options=-c%20default_transaction_isolation=repeatable%5C%20read").migrated());
  }
}
