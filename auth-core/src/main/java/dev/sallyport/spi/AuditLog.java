package dev.sallyport.spi;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import java.util.List;

/**
 * Reader of the audit log. Entries are written in the same transaction as the change that they
 * record, see {@link ApiKeyStore#apply} and {@link OwnerRegistry}. Entries cannot be changed.
 *
 * <pre>{@code
 * List<AuditEntry> latest = auditLog.latest(10);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface AuditLog {
  /**
   * Returns entries in the order of their numbers, as stored, whether intact or not.
   *
   * @param sequence number after which to start; 0 for all
   * @param limit maximum number of entries
   * @throws StoreException if the store is unavailable
   */
  List<AuditEntry> entriesAfter(long sequence, int limit);

  /**
   * Returns the entries that match a query, newest first, as stored.
   *
   * @throws StoreException if the store is unavailable
   */
  List<AuditEntry> find(AuditQuery query);

  /**
   * Returns the latest entries of one subject, newest first.
   *
   * @param subject subject, compared exactly, such as {@code key:<id>}
   * @param limit maximum number of entries
   * @throws StoreException if the store is unavailable
   */
  default List<AuditEntry> latestOf(String subject, int limit) {
    return find(AuditQuery.latest(limit).of(subject));
  }

  /**
   * Returns the latest entries, newest first.
   *
   * @throws StoreException if the store is unavailable
   */
  default List<AuditEntry> latest(int limit) {
    return find(AuditQuery.latest(limit));
  }

  /**
   * Returns the recorded end of the log, which is stored apart from the entries.
   *
   * @throws StoreException if the store is unavailable
   */
  Head head();

  /**
   * Number and hash of the last entry.
   *
   * @param sequence number of the last entry; 0 with {@link AuditEntry#ORIGIN} for an empty log
   * @param hash hash of the last entry
   */
  record Head(long sequence, String hash) {}
}
