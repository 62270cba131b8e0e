package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import io.agroal.api.AgroalDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening of a store from settings, by the provider that is on the class path. */
public abstract class BackendProviderContract {
  @TempDir Path folder;

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void opensTheDatabaseOfDbUrl(TestServer server) {
    TestDatabase database = server.newDatabase();
    Map<String, String> settings =
        Map.of(
            "db-url", database.url(),
            "db-user", database.user(),
            "db-password", database.password(),
            "schema", "migrate");
    try (Sallyport sallyport = open(settings)) {
      OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
      owners.insertAccount(new Account(TestKeys.OWNER.accountId(), "", true));
      owners.insertUser(User.person(TestKeys.OWNER).staff(true));
      Created created = (Created) sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "x"));
      assertThat(sallyport.keys().get(created.key().id())).contains(created.key());
    }
  }

  @Test
  final void readsThePasswordFromTheFirstLineOfAFile() throws Exception {
    String url = "jdbc:h2:mem:guarded;DB_CLOSE_DELAY=-1";
    new TestDatabase(url, "sa", "first line").run("select 1");
    Path file = Files.writeString(folder.resolve("password"), "first line\nsecond line\n");
    Map<String, String> settings =
        Map.of(
            "db-url",
            url,
            "db-user",
            "sa",
            "db-password-file",
            file.toString(),
            "schema",
            "migrate");
    open(settings).close();
    Files.writeString(file, "another\n");
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("rejected this user or password")
        .hasMessageNotContaining("another");
    Files.writeString(file, "\n");
    assertRejected(settings, "first line is empty");
    Files.delete(file);
    assertRejected(settings, "cannot be read");
  }

  @Test
  final void requiresExactlyOneDatabaseSetting() {
    assertRejected(Map.of(), "exactly one of db-url");
    assertRejected(
        Map.of("db-url", "jdbc:h2:mem:x", "data-source", "jdbc/x"),
        "db-url (init-param db-url) and data-source (init-param data-source) exclude each other");
    for (String name : List.of("db-user", "db-password", "db-pool-size", "db-timeout")) {
      Map<String, String> settings =
          Map.of("data-source", "jdbc/x", name, name.equals("db-timeout") ? "7s" : "7");
      assertRejected(settings, name + " (init-param " + name + ") has no effect without db-url");
    }
    assertRejected(
        Map.of("store", "memory", "db-url", "jdbc:h2:mem:x"),
        "has no effect beside store (init-param store), which is memory");
    assertRejected(Map.of("data-source", "jdbc/x"), "no such DataSource in JNDI");
    assertRejected(Map.of("db-url", "jdbc:h2:mem:x", "schema", "update"), "migrate or validate");
    assertRejected(
        Map.of("db-url", "jdbc:h2:mem:x", "db-password", "hunter2", "db-password-file", "f"),
        "give one of them");
  }

  @Test
  final void reportsAnUnreachableDatabaseWithoutItsPassword() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    for (String kind : List.of("postgresql", "mariadb")) {
      String url = "jdbc:" + kind + "://127.0.0.1:" + closed + "/x?password=hunter2";
      assertThatThrownBy(
              () -> open(Map.of("db-url", url, "db-user", "u", "db-password", "hunter3")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be reached")
          .satisfies(
              thrown ->
                  assertThat(stackTraceOf(thrown))
                      .doesNotContain("hunter2")
                      .doesNotContain("hunter3"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc/app", "java:comp/env/jdbc/app"})
  final void opensADataSourceOfTheContainer(String boundAs) {
    DataSource source = TestServer.H2.newDatabase().dataSource();
    try (OneNameJndi jndi = OneNameJndi.binding(boundAs, source);
        Sallyport sallyport =
            ConfiguredSallyport.with(Map.of("data-source", "jdbc/app", "schema", "migrate"))) {
      assertThat(jndi).isNotNull();
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).total()).isZero();
    }
  }

  @Test
  final void takesPartInTransactionsOfTheContainer() throws Exception {
    TestDatabase database = TestServer.H2.migratedDatabase();
    try (AgroalDataSource pool = JtaHost.pool(database, true, Host.THREADS);
        OneNameJndi source = OneNameJndi.binding("jdbc/app", pool);
        OneNameJndi registry =
            OneNameJndi.binding(
                "java:comp/TransactionSynchronizationRegistry", JtaHost.registry());
        Sallyport sallyport = ConfiguredSallyport.with(Map.of("data-source", "jdbc/app"))) {
      assertThat(List.of(source, registry)).hasSize(2);
      JtaHost.transactions().begin();
      sallyport.ownerManager().createAccount(new Account("acme", "", true));
      assertThat(sallyport.ownerManager().account("acme")).isPresent();
      JtaHost.transactions().rollback();
      assertThat(sallyport.ownerManager().account("acme")).isEmpty();
    }
  }

  @Test
  final void ignoresTheDatabaseOfTheCommandIfTheApplicationHasItsOwn() {
    SettingSource ofApplication =
        SettingSource.plain("init-param", Map.of("data-source", "jdbc/app", "schema", "migrate"));
    SettingSource ofShell =
        SettingSource.environment(
            Map.of("SALLYPORT_DB_URL", "jdbc:h2:mem:other", "SALLYPORT_DB_USER", "sa"));
    Settings settings = Settings.resolve(Sallyport.settings(), List.of(ofApplication, ofShell));
    DataSource source = TestServer.H2.newDatabase().dataSource();
    try (OneNameJndi jndi = OneNameJndi.binding("jdbc/app", source);
        Sallyport sallyport = Sallyport.open(settings)) {
      assertThat(jndi).isNotNull();
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).total()).isZero();
    }
  }

  private static void assertRejected(Map<String, String> settings, String reason) {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2");
  }

  private static Sallyport open(Map<String, String> values) {
    return ConfiguredSallyport.with(values);
  }

  private static String stackTraceOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
