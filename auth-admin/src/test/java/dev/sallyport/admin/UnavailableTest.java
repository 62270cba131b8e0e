package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.StoreException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnavailableTest {
  @Test
  void answers503WithRetryAfterIfStoreIsUnavailable() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean();
    OwnerRegistry registry = new InMemoryBackend().owners();
    registry.insertAccount(new OwnerRegistry.Account(AdminApplication.ACCOUNT, "", true));
    registry.insertUser(OwnerRegistry.User.person(AdminApplication.ROOT).staff(true));
    Sallyport sallyport =
        Sallyport.builder(
                new InMemoryBackend().keys(),
                owner -> {
                  if (isDown.get()) {
                    throw new StoreException("the secret reason");
                  }
                  return registry.find(owner);
                })
            .ignoreEnvironment()
            .build();
    try (AdminSite site = new AdminSite(new AdminApplication(sallyport))) {
      Created key =
          (Created)
              sallyport
                  .keys()
                  .create(
                      CreateKeyRequest.of(AdminApplication.ROOT, "k").scopes(List.of("admin:*")));
      AdminSite.Caller root = site.as(key);
      assertThat(root.get("/whoami").status()).isEqualTo(200);
      isDown.set(true);
      Answer answer = root.get("/whoami");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(answer.body()).doesNotContain("secret reason");
      isDown.set(false);
      assertThat(root.get("/whoami").status()).isEqualTo(200);
    }
  }

  /** An internal error is not a client error, and its details are not sent to the client. */
  @Test
  void answers500ForInternalErrors() throws Exception {
    AuditLog broken =
        (AuditLog)
            Proxy.newProxyInstance(
                AuditLog.class.getClassLoader(),
                new Class<?>[] {AuditLog.class},
                (proxy, method, arguments) -> {
                  throw new IllegalArgumentException("the secret reason");
                });
    try (AdminSite site = new AdminSite(new AdminApplication(builder -> builder.audit(broken)))) {
      AdminSite.Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
      Answer answer = root.get("/events");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.problem()).isEqualTo("failed");
      assertThat(answer.body()).doesNotContain("secret reason");
      assertThat(root.get("/events?size=0").status()).isEqualTo(400);
    }
  }
}
