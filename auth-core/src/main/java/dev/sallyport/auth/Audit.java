package dev.sallyport.auth;

import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was done to keys and owners, and tells whether that was tampered with. Thread-safe.
 */
public final class Audit {
  private static final int READ_AT_ONCE = 1000;

  private final AuditLog log;

  Audit(AuditLog log) {
    this.log = log;
  }

  /** See {@link AuditLog#entriesAfter}. */
  public List<AuditEntry> entriesAfter(long sequence, int limit) {
    return log.entriesAfter(sequence, limit);
  }

  /** See {@link AuditLog#find}. */
  public List<AuditEntry> find(AuditQuery query) {
    return log.find(query);
  }

  /** See {@link AuditLog#latestOf}. */
  public List<AuditEntry> latestOf(String subject, int limit) {
    return log.latestOf(subject, limit);
  }

  /** See {@link AuditLog#latest}. */
  public List<AuditEntry> latest(int limit) {
    return log.latest(limit);
  }

  /**
   * Goes through the whole chain, from the first entry to where the log says that it ends.
   *
   * <p>Somebody who can write to the store can write the rest of a chain anew, its end included,
   * and this will not see it; whoever noted a number and its hash before will: see {@code anchor}.
   *
   * @param anchor a number and its hash that were noted at an earlier verification; empty for none
   */
  public Verification verify(Optional<Anchor> anchor) {
    AuditLog.Head end = log.head();
    List<Anchor> anchors = new ArrayList<>();
    anchor.ifPresent(anchors::add);
    anchors.add(new Anchor(end.sequence(), end.hash()));
    AuditEntry last = null;
    List<AuditEntry> some = log.entriesAfter(0, READ_AT_ONCE);
    while (!some.isEmpty()) {
      for (AuditEntry entry : some) {
        Optional<String> flaw = flaw(last, entry, anchors);
        if (flaw.isPresent()) {
          return new Verification(head(last), Optional.of(new Flaw(entry.sequence(), flaw.get())));
        }
        last = entry;
      }
      some = log.entriesAfter(some.get(some.size() - 1).sequence(), READ_AT_ONCE);
    }
    return new Verification(head(last), flawOfEnd(head(last), anchors));
  }

  /** Others may have appended meanwhile, so the end is asked for once more. */
  private Optional<Flaw> flawOfEnd(Anchor last, List<Anchor> anchors) {
    long expected = anchors.stream().mapToLong(Anchor::sequence).max().orElse(0);
    if (expected > last.sequence()) {
      return Optional.of(
          new Flaw(last.sequence() + 1, "is missing: the end of the log was cut off"));
    }
    long end = log.head().sequence();
    return last.sequence() > end
        ? Optional.of(new Flaw(end + 1, "stands behind the end of the log"))
        : Optional.empty();
  }

  private static Optional<String> flaw(
      @Nullable AuditEntry before, AuditEntry entry, List<Anchor> anchors) {
    long expected = before == null ? 1 : before.sequence() + 1;
    if (entry.sequence() != expected) {
      return Optional.of("stands where entry " + expected + " should be");
    }
    boolean follows =
        before == null ? entry.previousHash().equals(AuditEntry.ORIGIN) : entry.follows(before);
    if (!follows) {
      return Optional.of("does not follow the entry before it");
    }
    if (!entry.isIntact()) {
      return Optional.of("was changed: its hash is not that of its content");
    }
    return anchors.stream()
        .filter(it -> it.sequence() == entry.sequence() && !it.hash().equals(entry.hash()))
        .map(it -> "is not the one whose hash was noted")
        .findFirst();
  }

  private static Anchor head(@Nullable AuditEntry last) {
    return last == null
        ? new Anchor(0, AuditEntry.ORIGIN)
        : new Anchor(last.sequence(), last.hash());
  }

  /**
   * The number and the hash of an entry.
   *
   * @param sequence 0 and {@link AuditEntry#ORIGIN} stand for an empty log
   */
  public record Anchor(long sequence, String hash) {}

  /** An entry that is not as it should be, and why, to follow "entry n". */
  public record Flaw(long sequence, String what) {}

  /**
   * What came of a verification.
   *
   * @param lastGood the last entry up to which all is well
   * @param flaw the first thing that is not; empty if all is well
   */
  public record Verification(Anchor lastGood, Optional<Flaw> flaw) {}
}
