package dev.sallyport.testkit;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;

/** Audit records for tests of stores. */
public final class TestRecords {
  private static final AuditContext SOMEBODY =
      new AuditContext("Ünïcode 🗝", "192.0.2.7", "because; it's 'so'");

  private TestRecords() {}

  /** A record with every field set, made at {@link TestKeys#NOW}. */
  public static AuditRecord of(String action, String subject) {
    return AuditRecord.of(
        TestKeys.NOW, action, subject, SOMEBODY, "active=true\nname=ä", "active=false\nname=ö ");
  }

  /** A record about a key. */
  public static AuditRecord of(String action, ApiKey key) {
    return of(action, "key:" + key.id());
  }
}
