package dev.sallyport.auth.jpa;

/** As newer versions of MariaDB are by default: what is newer than one's view cannot be locked. */
class MariaDbSnapshotUsageLogTest extends UsageLogOnDatabase {
  MariaDbSnapshotUsageLogTest() {
    super(
        TestServer.MARIADB,
        it -> it.with("?sessionVariables=innodb_snapshot_isolation=1").migrated());
  }
}
