package dev.sallyport.audit;

import dev.sallyport.spi.AuditLog;
import java.util.List;
import java.util.Optional;

/**
 * Reader and verifier of the audit log. Thread-safe.
 *
 * <pre>{@code
 * boolean isIntact = sallyport.audit().verify().flaw().isEmpty();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface AuditTrail {
  /** Returns entries by number, see {@link AuditLog#entriesAfter}. */
  List<AuditEntry> entriesAfter(long sequence, int limit);

  /** Returns the entries of a query, see {@link AuditLog#find}. */
  List<AuditEntry> find(AuditQuery query);

  /** Returns the latest entries of a subject, see {@link AuditLog#latestOf}. */
  List<AuditEntry> latestOf(String subject, int limit);

  /** Returns the latest entries, see {@link AuditLog#latest}. */
  List<AuditEntry> latest(int limit);

  /**
   * Verifies the whole chain, from the first entry to the recorded end of the log.
   *
   * <p>An attacker with write access to the store can rewrite the chain including its end, which
   * this method does not detect. {@link #verify(Anchor)} does.
   */
  Verification verify();

  /**
   * Verifies the whole chain, and that it still contains an entry that was noted.
   *
   * @param anchor number and hash of an entry, stored elsewhere at an earlier verification
   */
  Verification verify(Anchor anchor);

  /**
   * Number and hash of an entry.
   *
   * @param sequence number of the entry; 0 with {@link AuditEntry#ORIGIN} for an empty log
   * @param hash hash of the entry
   */
  record Anchor(long sequence, String hash) {}

  /**
   * Inconsistent entry.
   *
   * @param sequence number of the entry
   * @param what description of the inconsistency, to follow "entry n"
   */
  record Flaw(long sequence, String what) {}

  /**
   * Result of a verification.
   *
   * @param lastGood last entry up to which the log is consistent
   * @param flaw first inconsistency; empty if there is none
   */
  record Verification(Anchor lastGood, Optional<Flaw> flaw) {}
}
