package dev.sallyport.audit;

import dev.sallyport.spi.AuditLog;
import java.util.List;
import java.util.Optional;

/**
 * Reads what was done to keys and owners, and tells whether that was tampered with. Thread-safe.
 */
public interface AuditTrail {
  /** See {@link AuditLog#entriesAfter}. */
  List<AuditEntry> entriesAfter(long sequence, int limit);

  /** See {@link AuditLog#find}. */
  List<AuditEntry> find(AuditQuery query);

  /** See {@link AuditLog#latestOf}. */
  List<AuditEntry> latestOf(String subject, int limit);

  /** See {@link AuditLog#latest}. */
  List<AuditEntry> latest(int limit);

  /**
   * Goes through the whole chain, from the first entry to where the log says that it ends.
   *
   * <p>Somebody who can write to the store can write the rest of a chain anew, its end included,
   * and this will not see it; whoever noted a number and its hash before will: see {@code anchor}.
   *
   * @param anchor a number and its hash that were noted at an earlier verification; empty for none
   */
  Verification verify(Optional<Anchor> anchor);

  /**
   * The number and the hash of an entry.
   *
   * @param sequence 0 and {@link AuditEntry#ORIGIN} stand for an empty log
   */
  record Anchor(long sequence, String hash) {}

  /** An entry that is not as it should be, and why, to follow "entry n". */
  record Flaw(long sequence, String what) {}

  /**
   * What came of a verification.
   *
   * @param lastGood the last entry up to which all is well
   * @param flaw the first thing that is not; empty if all is well
   */
  record Verification(Anchor lastGood, Optional<Flaw> flaw) {}
}
