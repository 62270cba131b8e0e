package dev.sallyport.testkit;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;

/**
 * Audit records for tests of stores.
 *
 * <pre>{@code
 * List<AuditRecord> records = List.of(TestRecords.of("key.created", TestKeys.key()));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TestRecords {
  private static final AuditContext CONTEXT =
      new AuditContext("Ünïcode 🗝", "192.0.2.7", "because; it's 'so'");

  private TestRecords() {}

  /**
   * Returns a record with all fields set, dated {@link TestKeys#NOW}.
   *
   * @param action the action, such as {@code key.created}
   * @param subject the subject, such as {@code key:<id>}
   */
  public static AuditRecord of(String action, String subject) {
    return AuditRecord.of(
        TestKeys.NOW, action, subject, CONTEXT, "active=true\nname=ä", "active=false\nname=ö ");
  }

  /** Returns a record about a key, with all fields set, dated {@link TestKeys#NOW}. */
  public static AuditRecord of(String action, ApiKey key) {
    return of(action, "key:" + key.id());
  }
}
