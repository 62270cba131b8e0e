package dev.sallyport.spi;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import java.util.List;

/**
 * Reads what was done to keys and owners. Entries come to be in the same transaction as what they
 * tell of, see {@link ApiKeyStore#apply} and {@link OwnerRegistry}; there is no way to change one.
 */
public interface AuditLog {
  /**
   * Entries in the order of their numbers, as they are stored, be they intact or not.
   *
   * @param sequence only later ones; 0 for all
   * @param limit how many at most
   * @throws StoreException if they could not be read
   */
  List<AuditEntry> entriesAfter(long sequence, int limit);

  /**
   * Entries of one kind, newest first, as they are stored.
   *
   * @throws StoreException if they could not be read
   */
  List<AuditEntry> find(AuditQuery query);

  /**
   * The latest entries of one subject, newest first.
   *
   * @param subject compared exactly, such as {@code key:<id>}
   * @param limit how many at most
   * @throws StoreException if they could not be read
   */
  default List<AuditEntry> latestOf(String subject, int limit) {
    return find(AuditQuery.latest(limit).of(subject));
  }

  /**
   * The latest entries of all, newest first.
   *
   * @param limit how many at most
   * @throws StoreException if they could not be read
   */
  default List<AuditEntry> latest(int limit) {
    return find(AuditQuery.latest(limit));
  }

  /**
   * Where the log ends, as whoever appends to it knows it, which is kept apart from the entries.
   *
   * @throws StoreException if it could not be read
   */
  Head head();

  /**
   * The number and the hash of the last entry.
   *
   * @param sequence 0, with {@link AuditEntry#ORIGIN}, for an empty log
   */
  record Head(long sequence, String hash) {}
}
