package dev.sallyport.jdbc;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.OwnerStatus;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.SessionStoreContract;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contract of stores of sessions, run on a database. */
public abstract class SessionStoreOnDatabase extends SessionStoreContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected SessionStoreOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected SessionStore store() {
    return backend.sessions();
  }

  @Test
  final void ignoresUnreadableRows() {
    StoredSession session =
        new StoredSession("a".repeat(64), OWNER, "", NOW, NOW, NOW, NOW.plusSeconds(1), "");
    store().add(session, 1);
    backend.run("update sallyport_session set user_id = ' '");
    assertThat(store().find(session.digest())).isEmpty();
  }

  @Test
  final void findsTheUserToo() {
    StoredSession session =
        new StoredSession("a".repeat(64), OWNER, "", NOW, NOW, NOW, NOW.plusSeconds(1), "");
    store().add(session, 1);
    assertThat(store().find(session.digest()))
        .contains(new FoundSession(session, OwnerStatus.ABSENT, null));
    OwnerRegistry owners = backend.owners().orElseThrow();
    Account account = new Account(OWNER.accountId(), "", true);
    owners.insertAccount(account);
    User user = User.person(OWNER).staff(true).passwordHash("a hash").incarnation("first");
    owners.insertUser(user);
    OwnerStatus status = new OwnerStatus(true, true, true, "first");
    assertThat(store().find(session.digest()))
        .contains(new FoundSession(session, status, user.passwordVersion()));
    owners.replaceUser(user, user.active(false).staff(false).passwordHash(null), List.of());
    owners.replaceAccount(account, account.active(false), List.of());
    assertThat(store().find(session.digest()))
        .contains(new FoundSession(session, new OwnerStatus(false, false, false, "first"), null));
  }
}
