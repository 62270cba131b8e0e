package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.AuditTrail.Anchor;
import dev.sallyport.audit.AuditTrail.Flaw;
import dev.sallyport.audit.AuditTrail.Verification;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.token.Digester;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Detection of changes made with SQL in the tables of the audit log. */
public abstract class TamperContract {
  private static final int ENTRIES = 6;
  private static final String CHANGED = "was changed: its hash does not match its content";
  private static final String TORN = "does not follow the entry before it";

  private final TestStore store;

  /** Creates the contract of a store. */
  protected TamperContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void verifiesAnUnchangedLog(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      Verification verification = log.audit.verify();
      assertThat(verification.flaw()).isEmpty();
      assertThat(verification.lastGood().sequence()).isEqualTo(ENTRIES);
      assertThat(log.audit.verify(verification.lastGood()).flaw()).isEmpty();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsAnEntryWithAChangedColumn(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      for (String change :
          List.of(
              "action = 'key.kept'",
              "subject = 'user:another'",
              "actor = 'another actor'",
              "origin = 'elsewhere'",
              "reason = 'another'",
              "state_before = 'active=maybe'",
              "state_after = ''",
              "entry_hash = repeat('f', 64)",
              server == TestServer.MARIADB
                  ? "done_at = date_add(done_at, interval 1 microsecond)"
                  : "done_at = done_at + interval '0.000001' second")) {
        log.reset();
        log.database.run("update sallyport_audit set " + change + " where sequence_number = 4");
        assertThat(log.audit.verify().flaw()).as(change).contains(new Flaw(4, CHANGED));
        assertThat(log.audit.verify().lastGood().sequence()).isEqualTo(3);
      }
      log.reset();
      log.database.run(
          "update sallyport_audit set previous_hash = repeat('f', 64) where sequence_number = 4");
      assertThat(log.flaw()).contains(new Flaw(4, TORN));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsAnEntryWithInvalidValues(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      for (String change :
          List.of("actor = ''", "actor = 'a\nb'", "origin = 'a\tb'", "reason = '\n'")) {
        log.reset();
        log.database.run("update sallyport_audit set " + change + " where sequence_number = 4");
        assertThat(log.flaw()).as(change).contains(new Flaw(4, CHANGED));
        assertThat(log.audit.entriesAfter(3, 1)).as("the entry can be read").hasSize(1);
      }
    }
  }

  @Test
  @Tag("mariadb")
  final void reportsAnEntryWithAnInvalidDate() {
    try (Tampered log = new Tampered(TestServer.MARIADB)) {
      log.database
          .with("?sessionVariables=sql_mode=''")
          .run("update sallyport_audit set done_at = '0000-00-00' where sequence_number = 4");
      assertThat(log.flaw()).contains(new Flaw(4, CHANGED));
    }
    try (Tampered log = new Tampered(TestServer.POSTGRESQL)) {
      log.database.run(
          "update sallyport_audit set done_at = '-infinity' where sequence_number = 4");
      assertThat(log.flaw()).contains(new Flaw(4, CHANGED));
    }
  }

  @Test
  @Tag("mariadb")
  final void aZeroDateDoesNotMakeAKeyUnlimited() {
    try (Tampered log = new Tampered(TestServer.MARIADB)) {
      TestDatabase lenient = log.database.with("?sessionVariables=sql_mode=''");
      assertThatThrownBy(() -> lenient.run("update sallyport_key set expires_at = '2026-02-30'"))
          .hasStackTraceContaining("CONSTRAINT");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsTheEntryAfterADeletedOne(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      log.database.run("delete from sallyport_audit where sequence_number = 3");
      assertThat(log.flaw()).contains(new Flaw(4, "is out of sequence: expected entry 3"));
      log.reset();
      log.database.run("delete from sallyport_audit where sequence_number = 1");
      assertThat(log.flaw()).contains(new Flaw(2, "is out of sequence: expected entry 1"));
      log.reset();
      log.database.run("delete from sallyport_audit where sequence_number = 3");
      log.database.run(
          "update sallyport_audit set sequence_number = sequence_number - 1"
              + " where sequence_number > 3"
              + (server == TestServer.MARIADB ? " order by sequence_number" : ""));
      assertThat(log.flaw()).contains(new Flaw(3, TORN));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsTheFirstOfTwoSwappedEntries(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      log.database.run("update sallyport_audit set sequence_number = -1 where sequence_number = 3");
      log.database.run("update sallyport_audit set sequence_number = 3 where sequence_number = 4");
      log.database.run("update sallyport_audit set sequence_number = 4 where sequence_number = -1");
      assertThat(log.flaw()).contains(new Flaw(3, TORN));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsAnInsertedEntry(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      AuditEntry last = log.audit.entriesAfter(ENTRIES - 1, 1).get(0);
      log.database.run(
          "insert into sallyport_audit select sequence_number + 1, done_at, action, subject, actor,"
              + " origin, reason, state_before, state_after, '%s', entry_hash"
                  .formatted(last.hash())
              + " from sallyport_audit where sequence_number = "
              + ENTRIES);
      assertThat(log.flaw()).contains(new Flaw(ENTRIES + 1, CHANGED));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsATruncatedLogIfItsEndWasNoted(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      Anchor noted = log.audit.verify().lastGood();
      log.database.run("delete from sallyport_audit where sequence_number > 4");
      Flaw cutOff = new Flaw(5, "is missing: the log was truncated");
      assertThat(log.flaw()).as("the log knows its end").contains(cutOff);
      log.database.run(
          "update sallyport_audit_head set sequence_number = 4, entry_hash ="
              + " (select entry_hash from sallyport_audit where sequence_number = 4)");
      assertThat(log.flaw()).as("without the note").isEmpty();
      Verification verification = log.audit.verify(noted);
      assertThat(verification.flaw()).contains(cutOff);
      assertThat(verification.lastGood().sequence()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void reportsTheNextEntryAfterATruncation(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      log.database.run("delete from sallyport_audit where sequence_number > 4");
      log.sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "one more"));
      assertThat(log.flaw())
          .contains(new Flaw(ENTRIES + 1, "is out of sequence: expected entry 5"));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void changesNothingWhileTheHeadOfTheLogIsWrongOrMissing(TestServer server) {
    try (Tampered log = new Tampered(server)) {
      log.database.run("update sallyport_audit_head set sequence_number = 2");
      assertThatThrownBy(
              () -> log.sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "x")))
          .isInstanceOf(StoreException.class);
      assertThat(log.flaw()).isPresent();
      log.database.run("delete from sallyport_audit_head");
      assertThatThrownBy(
              () -> log.sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "x")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("sallyport_audit_head");
      assertThatThrownBy(() -> log.sallyport.ownerManager().removeStaff(TestKeys.OWNER))
          .isInstanceOf(StoreException.class);
      assertThat(log.sallyport.keys().list(ApiKeyQuery.all()).total()).isEqualTo(ENTRIES - 2);
      assertThat(log.sallyport.ownerManager().user(TestKeys.OWNER).orElseThrow().staff()).isTrue();
      assertThatThrownBy(log::flaw)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("sallyport_audit_head");
    }
  }

  /** Audit log with some entries in a separate database. */
  private final class Tampered implements AutoCloseable {
    private static final AuditContext BY = new AuditContext("admin", "192.0.2.1", "a test");

    final TestDatabase database;
    final Sallyport sallyport;
    final AuditTrail audit;

    Tampered(TestServer server) {
      database = server.migratedDatabase();
      Backend backend = store.open(database);
      sallyport =
          Sallyport.builder(backend.keys(), backend.owners())
              .ignoreEnvironment()
              .audit(backend.audit())
              .digester(Digester.sha512())
              .onClose(backend::close)
              .build();
      audit = sallyport.audit();
      reset();
    }

    void reset() {
      database.empty();
      Account account = new Account(TestKeys.OWNER.accountId(), "", true);
      sallyport.ownerManager().as(BY).createAccount(account);
      sallyport.ownerManager().as(BY).createUser(User.person(TestKeys.OWNER).staff(true));
      for (int i = 2; i < ENTRIES; i++) {
        sallyport.keys().as(BY).create(CreateKeyRequest.of(TestKeys.OWNER, "key " + i));
      }
    }

    Optional<Flaw> flaw() {
      return audit.verify().flaw();
    }

    @Override
    public void close() {
      sallyport.close();
    }
  }
}
