package dev.sallyport.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.AuditTrail.Anchor;
import dev.sallyport.audit.AuditTrail.Verification;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefaultAuditTrailTest {
  private static final AuditContext ADA = AuditContext.of("ada", "192.0.2.7").because("a leak");

  private final SallyportFixture fixture = new SallyportFixture();
  private final ApiKeyManager keys = fixture.sallyport.keys().as(ADA);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void recordsActorActionTimeOriginAndReason() {
    UUID id = ((Created) keys.create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci"))).key().id();
    fixture.clock.advance(Duration.ofMinutes(1));
    keys.deactivate(id);
    AuditRecord created = records().get(0);
    assertThat(created.action()).isEqualTo("key.created");
    assertThat(created.before()).isEmpty();
    assertThat(created.after())
        .contains("name=ci", "owner=admin@3141-5926-5359", "expiresAt=never");
    AuditRecord off = records().get(1);
    assertThat(off.at()).isEqualTo(fixture.clock.instant());
    assertThat(off.action()).isEqualTo("key.deactivated");
    assertThat(off.subject()).isEqualTo("key:" + id);
    assertThat(off.actor()).isEqualTo("ada");
    assertThat(off.origin()).isEqualTo("192.0.2.7");
    assertThat(off.reason()).isEqualTo("a leak");
    assertThat(off.before()).isEqualTo("active=true");
    assertThat(off.after()).isEqualTo("active=false");
  }

  @Test
  void recordsNothingConfidential() {
    Created created = (Created) keys.create(CreateKeyRequest.of(SallyportFixture.OWNER, "ci"));
    keys.rotate(created.key().id(), Rotation.immediate());
    keys.delete(created.key().id());
    assertThat(records().toString())
        .doesNotContain(created.token().reveal(), created.key().lookup(), created.key().digest());
  }

  @Test
  void findsEntriesOfAKey() {
    UUID id = fixture.create().key().id();
    fixture.create();
    keys.toggle(id);
    assertThat(fixture.sallyport.audit().latestOf("key:" + id, 10))
        .extracting(entry -> entry.record().action())
        .containsExactly("key.deactivated", "key.created");
    assertThat(fixture.sallyport.audit().latestOf("key:" + id, 1)).hasSize(1);
    assertThat(fixture.sallyport.audit().latest(2))
        .extracting(AuditEntry::sequence)
        .containsExactly(3L, 2L);
  }

  @Test
  void anUntouchedLogIsIntact() {
    assertThat(fixture.sallyport.audit().verify())
        .isEqualTo(new Verification(new Anchor(0, AuditEntry.ORIGIN), Optional.empty()));
    someEntries(2500);
    Verification verification = fixture.sallyport.audit().verify();
    assertThat(verification.flaw()).isEmpty();
    assertThat(verification.lastGood().sequence()).isEqualTo(2500);
    assertThat(fixture.sallyport.audit().verify(verification.lastGood()).flaw()).isEmpty();
  }

  @Test
  void detectsTamperingAtItsEntry() {
    someEntries(5);
    assertThat(flawAfter(log -> changed(log, 2))).isEqualTo(3);
    assertThat(flawAfter(log -> without(log, 2))).isEqualTo(4);
    assertThat(flawAfter(log -> without(log, 0))).isEqualTo(2);
    assertThat(flawAfter(DefaultAuditTrailTest::swapped)).isEqualTo(3);
    assertThat(flawAfter(log -> renumbered(log))).isEqualTo(3);
  }

  @Test
  void detectsARewrittenOrTruncatedChainByAnAnchor() {
    someEntries(5);
    Anchor noted = fixture.sallyport.audit().verify().lastGood();
    List<AuditEntry> anew = new ArrayList<>();
    for (AuditEntry entry : changed(fixture.audit.entriesAfter(0, 9), 1)) {
      anew.add(
          anew.isEmpty()
              ? AuditEntry.first(entry.record())
              : AuditEntry.next(anew.size(), anew.get(anew.size() - 1).hash(), entry.record()));
    }
    assertThat(new DefaultAuditTrail(new Fixed(anew)).verify().flaw()).isEmpty();
    assertThat(new DefaultAuditTrail(new Fixed(anew)).verify(noted).flaw())
        .get()
        .extracting(AuditTrail.Flaw::sequence)
        .isEqualTo(5L);
    Fixed cut = new Fixed(fixture.audit.entriesAfter(0, 3));
    assertThat(new DefaultAuditTrail(cut).verify(noted).flaw())
        .get()
        .extracting(AuditTrail.Flaw::what)
        .isEqualTo("is missing: the log was truncated");
  }

  @Test
  void detectsAWrongEndWithoutAnAnchor() {
    someEntries(5);
    List<AuditEntry> all = fixture.audit.entriesAfter(0, 9);
    AuditLog.Head end = fixture.audit.head();
    assertThat(new DefaultAuditTrail(new Fixed(all.subList(0, 3), end)).verify().flaw())
        .contains(new AuditTrail.Flaw(4, "is missing: the log was truncated"));
    AuditLog.Head before = new AuditLog.Head(4, all.get(3).hash());
    assertThat(new DefaultAuditTrail(new Fixed(all, before)).verify().flaw())
        .contains(new AuditTrail.Flaw(5, "is beyond the recorded end of the log"));
    AuditLog.Head other = new AuditLog.Head(5, AuditEntry.ORIGIN);
    assertThat(new DefaultAuditTrail(new Fixed(all, other)).verify().flaw())
        .contains(new AuditTrail.Flaw(5, "does not match the hash of the anchor"));
  }

  @Test
  void theHashCoversEveryComponentUnambiguously() {
    Instant at = fixture.clock.instant();
    assertThat(
            List.of(
                new AuditRecord(at, "a", "b", "c", "d", "e", "f", "g"),
                new AuditRecord(at.plusMillis(1), "a", "b", "c", "d", "e", "f", "g"),
                new AuditRecord(at, "ab", "", "c", "d", "e", "f", "g"),
                new AuditRecord(at, "a", "bc", "", "d", "e", "f", "g"),
                new AuditRecord(at, "a", "b", "cd", "", "e", "f", "g"),
                new AuditRecord(at, "a", "b", "c", "de", "", "f", "g"),
                new AuditRecord(at, "a", "b", "c", "d", "ef", "", "g"),
                new AuditRecord(at, "a", "b", "c", "d", "e", "fg", ""),
                new AuditRecord(at, "a", "b", "c", "d", "e", "", "fg")))
        .extracting(it -> AuditEntry.first(it).hash())
        .doesNotHaveDuplicates();
  }

  @Test
  void throwsWithoutAnAuditLog() {
    try (Sallyport without =
        Sallyport.builder(fixture.store, fixture.owners).ignoreEnvironment().build()) {
      assertThatThrownBy(without::audit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has no audit log");
    }
  }

  private long flawAfter(UnaryOperator<List<AuditEntry>> tampering) {
    List<AuditEntry> tampered = tampering.apply(fixture.audit.entriesAfter(0, 9));
    return new DefaultAuditTrail(new Fixed(tampered)).verify().flaw().orElseThrow().sequence();
  }

  private static List<AuditEntry> changed(List<AuditEntry> log, int index) {
    List<AuditEntry> changed = new ArrayList<>(log);
    AuditEntry old = log.get(index);
    AuditRecord is = old.record();
    AuditRecord lie =
        new AuditRecord(
            is.at(), is.action(), is.subject(), "eve\u001b", "", "", is.before(), is.after());
    changed.set(index, new AuditEntry(old.sequence(), lie, old.previousHash(), old.hash()));
    return changed;
  }

  private static List<AuditEntry> without(List<AuditEntry> log, int index) {
    List<AuditEntry> fewer = new ArrayList<>(log);
    fewer.remove(index);
    return fewer;
  }

  /** Swaps two records and computes valid hashes for them. */
  private static List<AuditEntry> swapped(List<AuditEntry> log) {
    List<AuditEntry> swapped = new ArrayList<>(log);
    AuditEntry third = log.get(2);
    AuditEntry fourth = log.get(3);
    swapped.set(2, AuditEntry.next(2, fourth.previousHash(), fourth.record()));
    swapped.set(3, AuditEntry.next(3, third.previousHash(), third.record()));
    return swapped;
  }

  private static List<AuditEntry> renumbered(List<AuditEntry> log) {
    List<AuditEntry> renumbered = new ArrayList<>(without(log, 2));
    for (int i = 2; i < renumbered.size(); i++) {
      AuditEntry old = renumbered.get(i);
      renumbered.set(i, new AuditEntry(i + 1L, old.record(), old.previousHash(), old.hash()));
    }
    return renumbered;
  }

  private void someEntries(int count) {
    UUID id = fixture.create().key().id();
    for (int i = 1; i < count; i++) {
      keys.toggle(id);
    }
  }

  private List<AuditRecord> records() {
    return fixture.audit.entriesAfter(0, 100).stream().map(AuditEntry::record).toList();
  }

  /** Log with fixed entries. */
  private record Fixed(List<AuditEntry> entries, @Nullable Head end) implements AuditLog {
    Fixed(List<AuditEntry> entries) {
      this(entries, null);
    }

    @Override
    public List<AuditEntry> entriesAfter(long sequence, int limit) {
      return entries.stream().filter(it -> it.sequence() > sequence).limit(limit).toList();
    }

    @Override
    public List<AuditEntry> find(AuditQuery query) {
      return List.of();
    }

    @Override
    public Head head() {
      AuditEntry last = entries.get(entries.size() - 1);
      return end == null ? new Head(last.sequence(), last.hash()) : end;
    }
  }
}
