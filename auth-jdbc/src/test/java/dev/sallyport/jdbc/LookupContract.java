package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.jdbc.schema.SchemaMigration;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Queries that a batch of lookups sends to the database. */
public abstract class LookupContract {
  private final TestStore store;

  /** Creates the contract of a store. */
  protected LookupContract(TestStore store) {
    this.store = store;
  }

  @Test
  final void sendsOneQueryForAThousandLookupsAndNoneForNone() {
    CountedStatements statements = new CountedStatements();
    try (Backend backend = counted(statements)) {
      int before = statements.count();
      backend.keys().findByLookups(List.of());
      assertThat(statements.count()).isEqualTo(before);
      backend.keys().findByLookups(lookups(1000));
      assertThat(statements.count()).isEqualTo(before + 1);
    }
  }

  @Test
  final void startsNoTransactionWithAutoCommit() {
    CountedStatements statements = new CountedStatements();
    try (Backend backend = counted(statements)) {
      int before = statements.commits();
      backend.keys().findByLookup("lookup000000");
      backend.keys().findByLookups(lookups(3));
      assertThat(statements.commits()).isEqualTo(before);
    }
  }

  @Test
  final void leavesNoTransactionOpenWithoutAutoCommit() {
    CountedStatements statements = new CountedStatements();
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setDataSource(TestServer.H2.newDatabase().dataSource());
      pool.setAutoCommit(false);
      new SchemaMigration(pool).run();
      try (Backend backend = store.on(statements.of(pool), SchemaMode.VALIDATE)) {
        int before = statements.commits();
        backend.keys().findByLookup("lookup000000");
        assertThat(statements.commits()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  final void aHostsDirectoryAloneDecidesAboutOwners() {
    Owner ofStore = Owner.of("ada");
    Owner ofHost = Owner.of("grace");
    try (Backend backend = store.open(TestServer.H2.migratedDatabase());
        Sallyport creating = on(backend, owner -> profile(owner, true));
        Sallyport verifying = on(backend, owner -> profile(owner, owner.equals(ofHost)))) {
      OwnerRegistry owners = (OwnerRegistry) backend.owners();
      owners.insertAccount(new Account(ofStore.accountId(), "", true));
      owners.insertUser(User.person(ofStore).staff(true));
      for (Owner owner : List.of(ofStore, ofHost)) {
        Created created = (Created) creating.keys().create(CreateKeyRequest.of(owner, "a key"));
        assertThat(verifying.authenticator().authenticate(created.token()))
            .isInstanceOf(owner.equals(ofHost) ? Authenticated.class : Denied.class);
        assertThat(verifying.keys().getWithStates(List.of(created.key().id())))
            .extracting(KeyWithState::state)
            .containsExactly(
                owner.equals(ofHost) ? EffectiveState.ACTIVE : EffectiveState.OWNER_INACTIVE);
      }
    }
  }

  private static Sallyport on(Backend backend, OwnerDirectory directory) {
    return Sallyport.builder(backend.keys(), directory).ignoreEnvironment().build();
  }

  private static Optional<OwnerProfile> profile(Owner owner, boolean isActive) {
    return Optional.of(new OwnerProfile(owner, "", "", OwnerStatus.ACTIVE.userActive(isActive)));
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void readsChangesOnAConnectionLeftWithoutAutoCommit(TestServer server) throws SQLException {
    TestDatabase database = server.migratedDatabase();
    try (Backend other = store.open(database);
        Connection left = database.dataSource().getConnection()) {
      AtomicBoolean isLeft = new AtomicBoolean();
      DataSource pool = sameConnection(left, isLeft, database.dataSource());
      ApiKey key = TestKeys.key(TestKeys.OWNER, TestKeys.NOW);
      other.keys().insert(key);
      try (Backend backend = store.on(pool, SchemaMode.VALIDATE)) {
        left.setAutoCommit(false);
        isLeft.set(true);
        assertThat(backend.keys().findByLookup(key.lookup())).isPresent();
        other.keys().replace(key.toBuilder().active(false).build());
        assertThat(backend.keys().findByLookup(key.lookup()))
            .hasValueSatisfying(it -> assertThat(it.key().active()).isFalse());
        assertThat(left.getAutoCommit()).isTrue();
      }
    }
  }

  /**
   * Returns a pool that, once the flag is set, always hands out the same connection in the state in
   * which it was returned.
   */
  private static DataSource sameConnection(
      Connection connection, AtomicBoolean isSo, DataSource otherwise) {
    Connection unclosed =
        proxy(
            Connection.class,
            (method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
    return proxy(
        DataSource.class,
        (method, arguments) ->
            isSo.get() && method.getName().equals("getConnection")
                ? unclosed
                : method.invoke(otherwise, arguments));
  }

  private interface Call {
    @Nullable Object to(Method method, Object @Nullable [] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            LookupContract.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.to(method, arguments)));
  }

  @Test
  final void sendsOnlyAFewDifferentStatements() {
    CountedStatements statements = new CountedStatements();
    try (Backend backend = counted(statements)) {
      int before = statements.distinctCount();
      IntStream.iterate(1, i -> i <= 1000, i -> i + 9)
          .forEach(i -> backend.keys().findByLookups(lookups(i)));
      assertThat(statements.distinctCount()).isLessThanOrEqualTo(before + 7);
    }
  }

  @Test
  final void rejectsMoreThanAThousandLookups() {
    try (Backend backend = store.open(TestServer.H2.migratedDatabase())) {
      ApiKeyStore store = backend.keys();
      assertThatIllegalArgumentException().isThrownBy(() -> store.findByLookups(lookups(1001)));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void returnsTheStatusOfEachOwner(TestServer server) {
    try (Backend backend = store.open(server.migratedDatabase())) {
      OwnerRegistry owners = (OwnerRegistry) backend.owners();
      String activeAccount = TestKeys.OWNER.accountId();
      String inactiveAccount = "0000-0000-0001";
      owners.insertAccount(new Account(activeAccount, "", true));
      owners.insertAccount(new Account(inactiveAccount, "", false));
      ApiKey ofAdmin = keyOf(new Owner(activeAccount, "admin"));
      ApiKey ofUser = keyOf(new Owner(activeAccount, "user"));
      ApiKey ofInactiveAccount = keyOf(new Owner(inactiveAccount, "other"));
      ApiKey ofUnknownUser = keyOf(new Owner(activeAccount, "unknown"));
      ApiKey ofWrongAccount = keyOf(new Owner(inactiveAccount, "admin"));
      owners.insertUser(User.person(ofAdmin.owner()).staff(true).incarnation("row 7"));
      owners.insertUser(User.person(ofUser.owner()).active(false));
      owners.insertUser(User.person(ofInactiveAccount.owner()));
      List<ApiKey> keys =
          List.of(ofAdmin, ofUser, ofInactiveAccount, ofUnknownUser, ofWrongAccount);
      keys.forEach(backend.keys()::insert);
      assertThat(backend.keys().findByLookups(keys.stream().map(ApiKey::lookup).toList()))
          .containsExactlyInAnyOrder(
              new KeyWithOwnerStatus(ofAdmin, OwnerStatus.ACTIVE.incarnation("row 7")),
              new KeyWithOwnerStatus(ofUser, OwnerStatus.ACTIVE.userActive(false).staff(false)),
              new KeyWithOwnerStatus(
                  ofInactiveAccount, OwnerStatus.ACTIVE.accountActive(false).staff(false)),
              new KeyWithOwnerStatus(ofUnknownUser, OwnerStatus.ABSENT),
              new KeyWithOwnerStatus(ofWrongAccount, OwnerStatus.ABSENT));
    }
  }

  @Test
  @Tag("mariadb")
  final void comparesExactlyWithACaseInsensitiveCollation() {
    TestDatabase database = TestServer.MARIADB.migratedDatabase();
    try (Backend backend = store.open(database)) {
      database.run(
          "alter table sallyport_key modify lookup_id varchar(128)"
              + " character set utf8mb4 collate utf8mb4_general_ci not null");
      ApiKey key = TestKeys.withLookup("abcdefABCDEF", TestKeys.OWNER, TestKeys.NOW);
      backend.keys().insert(key);
      assertThat(
              database.read("select count(*) from sallyport_key where lookup_id = 'ABCDEFabcdef'"))
          .as("compared by the database")
          .isEqualTo("1");
      assertThat(backend.keys().findByLookups(List.of("ABCDEFabcdef", "abcdefabcdef"))).isEmpty();
      assertThat(backend.keys().findByLookup("ABCDEFabcdef")).isEmpty();
      assertThat(backend.keys().findByLookups(List.of("ABCDEFabcdef", key.lookup())))
          .extracting(KeyWithOwnerStatus::key)
          .containsExactly(key);
    }
  }

  private Backend counted(CountedStatements statements) {
    return store.on(statements.of(TestServer.H2.newDatabase().dataSource()), SchemaMode.MIGRATE);
  }

  private static ApiKey keyOf(Owner owner) {
    return TestKeys.key(owner, TestKeys.NOW);
  }

  private static List<String> lookups(int count) {
    return IntStream.range(0, count).mapToObj(i -> "lookup%06d".formatted(i)).toList();
  }
}
