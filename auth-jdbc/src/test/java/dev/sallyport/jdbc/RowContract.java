package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Content of the rows of keys, and rows that other programs wrote. */
public abstract class RowContract {
  private final TestStore store;

  /** Creates the contract of a store. */
  protected RowContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void storesInstantsInUtcInEveryJvmTimeZone(TestServer server) {
    assertThat(TimeZone.getDefault().getID()).as("set by the build").isEqualTo("America/New_York");
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      backend.keys().insert(TestKeys.key());
    }
    String column =
        switch (server) {
          case H2 -> "formatdatetime(created_at at time zone 'UTC', 'yyyy-MM-dd HH:mm:ss.SSSSSS')";
          case HSQLDB ->
              "to_char(created_at at time zone interval '0:00' hour to minute, 'YYYY-MM-DD HH24:MI:SS.FF6')";
          case POSTGRESQL -> "to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
          case MARIADB -> "date_format(created_at, '%Y-%m-%d %H:%i:%s.%f')";
        };
    assertThat(database.read("select " + column + " from sallyport_key"))
        .isEqualTo("2026-03-29 01:30:00.123456");
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void returnsTheOwnersStatusInTheSameRead(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      ApiKey key = TestKeys.key();
      backend.keys().insert(key);
      OwnerRegistry owners = (OwnerRegistry) backend.owners();
      assertThat(status(backend, key)).isEqualTo(OwnerStatus.ABSENT);
      Account account = new Account(TestKeys.OWNER.accountId(), "", true);
      owners.insertAccount(account);
      assertThat(status(backend, key)).isEqualTo(OwnerStatus.ABSENT);
      User user = User.person(TestKeys.OWNER);
      owners.insertUser(user);
      assertThat(status(backend, key)).isEqualTo(OwnerStatus.ACTIVE.staff(false));
      owners.replaceUser(user, user.active(false).staff(true), List.of());
      assertThat(status(backend, key)).isEqualTo(OwnerStatus.ACTIVE.userActive(false));
      owners.replaceAccount(account, account.active(false), List.of());
      assertThat(status(backend, key))
          .isEqualTo(OwnerStatus.ACTIVE.accountActive(false).userActive(false));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void throwsOnARowThatIsNotAKey(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      ApiKey key = TestKeys.key();
      for (String hostile :
          new String[] {
            "account_id = ' '",
            "user_id = ''",
            "name = 'a\nb'",
            "scopes = 'two  blanks'",
            "scopes = 'a a'",
            "digest = ''",
            "token_prefix = 'a\nb'",
            "ttl_millis = -1",
            "renewable = true, expires_at = null",
            "networks = 'everywhere'",
            "networks = '192.0.2.1/24'",
            "networks = ' '",
            "group_id = ''",
            "predecessor_id = 'no uuid'",
            "successor_id = ''"
          }) {
        database.empty();
        backend.keys().insert(key);
        database.run("update sallyport_key set " + hostile);
        assertThatThrownBy(() -> backend.keys().findByLookup(key.lookup()))
            .as(hostile)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(key.id().toString());
        assertThatThrownBy(() -> backend.keys().list(ApiKeyQuery.all()))
            .as(hostile)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(key.id().toString());
        assertThatThrownBy(() -> backend.keys().findById(key.id()))
            .as(hostile)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(key.id().toString());
      }
      database.run("update sallyport_key set expires_at = created_at");
      assertThatThrownBy(() -> backend.keys().findExpired(TestKeys.NOW.plusSeconds(1), 9))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(key.id().toString());
      database.run("update sallyport_key set id = 'no uuid'");
      assertThatThrownBy(() -> backend.keys().list(ApiKeyQuery.all()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not a UUID");
    }
  }

  private static OwnerStatus status(Backend backend, ApiKey key) {
    return backend.keys().findByLookup(key.lookup()).orElseThrow().ownerStatus().orElseThrow();
  }
}
