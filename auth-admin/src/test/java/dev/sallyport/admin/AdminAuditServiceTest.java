package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.service.AdminAuditService;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.key.Owner;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the number of queries for reading the audit log. */
class AdminAuditServiceTest {
  private static final int USERS = 900;

  private final Map<String, Integer> calls = new TreeMap<>();
  private final InMemoryBackend backend = new InMemoryBackend();
  private final AuditLog audit = counted(AuditLog.class, backend.audit());
  private final Sallyport sallyport = start();

  private Sallyport start() {
    return Sallyport.builder(
            counted(ApiKeyStore.class, backend.keys()),
            counted(OwnerRegistry.class, backend.owners()))
        .ignoreEnvironment()
        .audit(audit)
        .build();
  }

  @BeforeEach
  void fill() {
    var owners = sallyport.ownerManager();
    List.of(AdminApplication.ACCOUNT, AdminApplication.OTHER_ACCOUNT)
        .forEach(number -> owners.createAccount(new Account(number, "", true)));
    for (int i = 0; i < USERS; i++) {
      String account = i % 3 == 0 ? AdminApplication.ACCOUNT : AdminApplication.OTHER_ACCOUNT;
      Owner owner = new Owner(account, "user" + i);
      owners.createUser(User.person(owner));
      owners.grantStaff(owner);
    }
    calls.clear();
  }

  @AfterEach
  void close() {
    sallyport.close();
  }

  @Test
  void needsNoLookupForUsers() {
    Events events = find(AuditQuery.latest(1000));
    assertThat(events.entries()).hasSize(2 * USERS / 3 + 1);
    assertThat(calls.getOrDefault("findUser", 0)).isZero();
    assertThat(calls.getOrDefault("findUsers", 0)).isZero();
    assertThat(calls.getOrDefault("findById", 0)).isZero();
  }

  @Test
  void searchesNoEntriesOfForeignSubjects() {
    assertThat(find(AuditQuery.latest(10).of("user:user0@" + AdminApplication.ACCOUNT)).entries())
        .hasSize(2);
    calls.clear();
    for (String foreign :
        List.of(
            "user:user1@" + AdminApplication.OTHER_ACCOUNT,
            "account:" + AdminApplication.OTHER_ACCOUNT)) {
      assertThat(find(AuditQuery.latest(10).of(foreign)))
          .isEqualTo(
              find(AuditQuery.latest(10).of("user:unknown@" + AdminApplication.OTHER_ACCOUNT)));
    }
    assertThat(calls.getOrDefault("find", 0)).isZero();
  }

  private Events find(AuditQuery query) {
    Administrator administrator =
        new Administrator(
            new Owner(AdminApplication.ACCOUNT, "user0"),
            List.of(),
            false,
            List.of(),
            null,
            Confirmation.FRESH,
            AuditContext.of("user:user0", ""));
    return new AdminAuditService(sallyport, administrator)
        .find(query)
        .fold(events -> events, AdminAuditServiceTest::fail);
  }

  private static Events fail(Denial why) {
    throw new AssertionError(why);
  }

  private <T> T counted(Class<T> type, T real) {
    Object counting =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              return method.invoke(real, arguments);
            });
    return type.cast(counting);
  }
}
