package dev.sallyport.internal.audit;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditTrail;
import dev.sallyport.spi.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Implementation of {@link AuditTrail} over a store. */
public record DefaultAuditTrail(AuditLog log) implements AuditTrail {
  private static final int READ_AT_ONCE = 1000;

  @Override
  public List<AuditEntry> entriesAfter(long sequence, int limit) {
    return log.entriesAfter(sequence, limit);
  }

  @Override
  public List<AuditEntry> find(AuditQuery query) {
    return log.find(query);
  }

  @Override
  public List<AuditEntry> latestOf(String subject, int limit) {
    return log.latestOf(subject, limit);
  }

  @Override
  public List<AuditEntry> latest(int limit) {
    return log.latest(limit);
  }

  @Override
  public Verification verify() {
    return verify(Optional.empty());
  }

  @Override
  public Verification verify(Anchor anchor) {
    return verify(Optional.of(anchor));
  }

  private Verification verify(Optional<Anchor> anchor) {
    AuditLog.Head end = log.head();
    List<Anchor> anchors = new ArrayList<>();
    anchor.ifPresent(anchors::add);
    anchors.add(new Anchor(end.sequence(), end.hash()));
    Anchor last = new Anchor(0, AuditEntry.ORIGIN);
    List<AuditEntry> some = log.entriesAfter(0, READ_AT_ONCE);
    while (!some.isEmpty()) {
      for (AuditEntry entry : some) {
        Optional<String> flaw = flaw(last, entry, anchors);
        if (flaw.isPresent()) {
          return new Verification(last, Optional.of(new Flaw(entry.sequence(), flaw.get())));
        }
        last = new Anchor(entry.sequence(), entry.hash());
      }
      some = log.entriesAfter(last.sequence(), READ_AT_ONCE);
    }
    return new Verification(last, flawOfEnd(last, anchors));
  }

  /** Checks the end of the log, read once more because entries may have been appended meanwhile. */
  private Optional<Flaw> flawOfEnd(Anchor last, List<Anchor> anchors) {
    long expected = anchors.stream().mapToLong(Anchor::sequence).max().orElse(0);
    if (expected > last.sequence()) {
      return Optional.of(new Flaw(last.sequence() + 1, "is missing: the log was truncated"));
    }
    long end = log.head().sequence();
    return last.sequence() > end
        ? Optional.of(new Flaw(end + 1, "is beyond the recorded end of the log"))
        : Optional.empty();
  }

  private static Optional<String> flaw(Anchor before, AuditEntry entry, List<Anchor> anchors) {
    if (entry.sequence() != before.sequence() + 1) {
      return Optional.of("is out of sequence: expected entry " + (before.sequence() + 1));
    }
    if (!entry.previousHash().equals(before.hash())) {
      return Optional.of("does not follow the entry before it");
    }
    if (!entry.isIntact()) {
      return Optional.of("was changed: its hash does not match its content");
    }
    return anchors.stream()
        .filter(it -> it.sequence() == entry.sequence() && !it.hash().equals(entry.hash()))
        .map(it -> "does not match the hash of the anchor")
        .findFirst();
  }
}
