package dev.sallyport.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.InMemoryAuditLog;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConsoleUnavailableTest {
  @Test
  void saysThatTheStoreCannotBeAskedAndWhenToComeBack() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean();
    AdminGate gate = new AdminGate(builder -> builder.audit(failing(isDown)));
    gate.sallyport.ownerManager().setPassword("root", Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(gate, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      isDown.set(true);
      Answer page;
      try (CapturedLog log = new CapturedLog()) {
        page = root.get("/audit");
        assertThat(log.lines())
            .contains(
                "WARN A page of the console could not be made: the secret reason",
                "DEBUG A page of the console could not be made");
        assertThat(log.linesWithTraces()).noneMatch(line -> line.startsWith("WARN"));
      }
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isEqualTo("5");
      assertThat(page.body())
          .contains("cannot be asked at the moment", "Overview")
          .doesNotContain("the secret reason");
      isDown.set(false);
      assertThat(root.get("/audit").status()).isEqualTo(200);
    }
  }

  private static AuditLog failing(AtomicBoolean isDown) {
    AuditLog log = new InMemoryAuditLog();
    return (AuditLog)
        Proxy.newProxyInstance(
            AuditLog.class.getClassLoader(),
            new Class<?>[] {AuditLog.class},
            (proxy, method, arguments) -> {
              if (isDown.get()) {
                throw new StoreException("the secret reason");
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
