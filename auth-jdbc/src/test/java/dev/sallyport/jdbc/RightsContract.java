package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerDeletionResult;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.management.ResourceManager.BindResult;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.token.Digester;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Privileges that the database user of an application needs, and those it does not need. */
public abstract class RightsContract {
  private static final String WORD = "only" + "4tests";

  private final TestStore store;

  /** Creates the contract of a store. */
  protected RightsContract(TestStore store) {
    this.store = store;
  }

  @Test
  final void worksWithoutThePrivilegeToChangeTheAuditLog() {
    TestDatabase database = TestServer.POSTGRESQL.migratedDatabase();
    TestDatabase limited = limited(database);
    Backend backend = store.on(limited.dataSource(), SchemaMode.VALIDATE);
    try (Sallyport sallyport =
        Sallyport.builder(backend.keys(), backend.owners())
            .ignoreEnvironment()
            .resources(backend.resources())
            .audit(backend.audit())
            .usage(backend.usage())
            .sessions(backend.sessions().orElseThrow())
            .digester(Digester.sha512())
            .setting("token-limit-per-user", "2")
            .onClose(backend::close)
            .build()) {
      sallyport.ownerManager().createAccount(new Account(TestKeys.OWNER.accountId(), "", true));
      sallyport.ownerManager().createUser(User.person(TestKeys.OWNER).staff(true));
      sallyport.ownerManager().grantStaff(TestKeys.OWNER);
      Created created =
          (Created) sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "a key"));
      sallyport.keys().rename(created.key().id(), "another name");
      assertThat(sallyport.authenticator().authenticate(created.token()))
          .isInstanceOf(Authenticated.class);
      sallyport.flush();
      Instant now = Instant.now();
      assertThat(sallyport.usage().read(UsageSubject.ALL, now.minusSeconds(3600), now, Step.HOUR))
          .extracting(UsageReport::authenticated)
          .isEqualTo(1L);
      assertThat(backend.usage().removeOldestHour(now.plusSeconds(1))).isEqualTo(3);
      ResourceManager resources = sallyport.resourceManager();
      ResourceId resource = new ResourceId("llm-client", "x");
      String account = TestKeys.OWNER.accountId();
      assertThat(resources.create(account, resource)).isTrue();
      UUID key = created.key().id();
      assertThat(resources.bind(account, resource, key)).isEqualTo(BindResult.DONE);
      assertThat(resources.unbind(account, resource, key)).isEqualTo(BindResult.DONE);
      assertThat(resources.bind(account, resource, key)).isEqualTo(BindResult.DONE);
      assertThat(sallyport.keys().delete(created.key().id())).isPresent();
      assertThat(resources.delete(account, resource)).isTrue();
      assertThat(sallyport.ownerManager().deleteAccount(account))
          .contains(new OwnerDeletionResult(1, 0, 0));
      assertThat(sallyport.audit().verify().lastGood().sequence()).isEqualTo(14);
    }
    for (String tampering :
        List.of(
            "delete from sallyport_audit",
            "update sallyport_audit set actor = 'x'",
            "delete from sallyport_audit_head")) {
      assertThatThrownBy(() -> limited.run(tampering))
          .as(tampering)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static TestDatabase limited(TestDatabase database) {
    database.run("create role limited login password '" + WORD + "'");
    for (String right :
        List.of(
            "select, insert, update, delete on sallyport_key",
            "select, insert, update, delete on sallyport_account",
            "select, insert, update, delete on sallyport_user",
            "select, insert, update on sallyport_owner_lock",
            "select, insert, update, delete on sallyport_resource",
            "select, insert, delete on sallyport_binding",
            "select, insert, update, delete on sallyport_usage",
            "select, insert, update, delete on sallyport_session",
            "select, insert on sallyport_audit",
            "select, update on sallyport_audit_head")) {
      database.run("grant " + right + " to limited");
    }
    return new TestDatabase(database.url(), "limited", WORD);
  }
}
