package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what other tests log is not meant")
class ConsoleUnavailableTest {
  @Test
  void answers503WithRetryAfterIfStoreIsUnavailable() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean();
    AdminApplication fixture =
        new AdminApplication(
            builder -> builder.audit(failing(isDown, new StoreException("the secret reason"))));
    fixture
        .sallyport
        .ownerManager()
        .setPassword(AdminApplication.ROOT, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      isDown.set(true);
      Answer page;
      try (CapturedLog log = new CapturedLog()) {
        page = root.get("/audit");
        assertThat(log.lines())
            .contains(
                "WARN Could not serve a page of the console: the secret reason",
                "DEBUG Could not serve a page of the console");
        assertThat(log.linesWithTraces()).noneMatch(line -> line.startsWith("WARN"));
      }
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isEqualTo("5");
      assertThat(page.body())
          .contains("is currently unavailable", "first check whether it was applied", "Overview")
          .doesNotContain("the secret reason");
      isDown.set(false);
      assertThat(root.get("/audit").status()).isEqualTo(200);
    }
  }

  @Test
  void answers503IfTheStoreOfSessionsHangs() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean isHanging = new AtomicBoolean();
    SessionStore hanging =
        Doubles.of(
            SessionStore.class,
            SessionStore.inMemory(),
            (method, work) -> {
              if (isHanging.get()) {
                end.await();
              }
              return work.call();
            });
    AdminApplication fixture = new AdminApplication(builder -> builder.sessions(hanging));
    Secret password = Secret.of("many words in a row");
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, password);
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      String cookie = AdminSessions.COOKIE + "=" + root.cookie(AdminSessions.COOKIE);
      isHanging.set(true);
      Answer page = root.get("/keys");
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isEqualTo("5");
      assertThat(site.with("Cookie", cookie).get("/whoami").status()).isEqualTo(503);
      isHanging.set(false);
      end.countDown();
    }
  }

  /** The action is done, and its page says so without the message. */
  @Test
  void redirectsEvenIfTheMessageCannotBeStored() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean();
    SessionStore readOnly =
        Doubles.of(
            SessionStore.class,
            SessionStore.inMemory(),
            (method, work) -> {
              if (isDown.get() && method.endsWith("Message")) {
                throw new StoreException("a reason");
              }
              return work.call();
            });
    AdminApplication fixture = new AdminApplication(builder -> builder.sessions(readOnly));
    Secret password = Secret.of("many words in a row");
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, password);
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id();
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      isDown.set(true);
      assertThat(root.send(path + "/switch", Map.of("to", "off")).status()).isEqualTo(303);
      assertThat(fixture.stored(key.key().id()).active()).isFalse();
      isDown.set(false);
      root.send(path + "/switch", Map.of("to", "on"));
      isDown.set(true);
      Answer page = root.get(path);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("is activated.");
      isDown.set(false);
      assertThat(root.get(path).body()).contains("is activated.");
    }
  }

  @Test
  void hidesDetailsOfInternalErrors() throws Exception {
    AtomicBoolean isBroken = new AtomicBoolean();
    RuntimeException mistake = new IllegalArgumentException("the secret reason");
    AdminApplication fixture =
        new AdminApplication(builder -> builder.audit(failing(isBroken, mistake)));
    fixture
        .sallyport
        .ownerManager()
        .setPassword(AdminApplication.ROOT, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      isBroken.set(true);
      Answer page = root.get("/audit");
      assertThat(page.status()).isEqualTo(500);
      assertThat(page.body()).contains("Something went wrong").doesNotContain("secret reason");
      assertThat(root.get("/audit?q=%ff").status()).as("client error").isEqualTo(400);
    }
  }

  @Test
  void signsOutEvenIfAuditLogIsUnavailable() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean();
    InMemoryBackend backend = new InMemoryBackend();
    OwnerRegistry owners = backend.owners();
    owners.insertAccount(new Account(AdminApplication.ACCOUNT, "", true), List.of());
    owners.insertUser(User.person(AdminApplication.ROOT).staff(true), List.of());
    OwnerRegistry readOnly =
        Doubles.of(
            OwnerRegistry.class,
            owners,
            (method, work) -> {
              if (isDown.get() && method.equals("replaceUser")) {
                throw new StoreException("a reason");
              }
              return work.call();
            });
    Sallyport sallyport = Sallyport.builder(backend.keys(), readOnly).ignoreEnvironment().build();
    sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site =
        new AdminSite(new AdminApplication(sallyport), new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      ConsoleCaller thief = new ConsoleCaller(site);
      thief.setCookie(AdminSessions.COOKIE, root.cookie(AdminSessions.COOKIE));
      isDown.set(true);
      try (CapturedLog log = new CapturedLog()) {
        Answer out = root.send("/sign-out", Map.of());
        assertThat(out.header("Location")).isEqualTo("/admin/sign-in");
        assertThat(log.lines())
            .contains("WARN The session ended, but could not record the sign-out: a reason");
      }
      assertThat(thief.get("/keys").status()).as("ended session").isEqualTo(303);
    }
  }

  /** A key whose token is not shown would be useless. */
  @Test
  void showsTheTokenOfEveryNewKey() throws Exception {
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    InMemoryBackend backend = new InMemoryBackend();
    OwnerRegistry owners = backend.owners();
    owners.insertAccount(new Account(AdminApplication.ACCOUNT, "", true), List.of());
    owners.insertUser(User.person(AdminApplication.ROOT).staff(true), List.of());
    Sallyport sallyport =
        Sallyport.builder(failingAfter(left, ApiKeyStore.class, backend.keys()), owners)
            .ignoreEnvironment()
            .digester(Digester.sha512())
            .usage(failingAfter(left, UsageLog.class, backend.usage()))
            .build();
    AdminApplication fixture = new AdminApplication(sallyport);
    sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      int calls = 0;
      Answer answer;
      do {
        Created old = fixture.create(AdminApplication.ROOT);
        String csrf = ConsoleCaller.token(root.get("/keys"));
        left.set(calls++);
        answer =
            root.forge(
                "/keys/" + old.key().id() + "/rotate",
                Map.of(
                    "overlap",
                    "24h",
                    "version",
                    String.valueOf(old.key().version()),
                    "csrf-token",
                    csrf));
        left.set(Integer.MAX_VALUE);
        boolean isRotated = fixture.stored(old.key().id()).rotation().successorId() != null;
        assertThat(answer.status()).as("after " + calls).isEqualTo(isRotated ? 200 : 503);
      } while (answer.status() == 503);
      assertThat(answer.body()).contains("id=\"token\" value=");
      assertThat(calls).as("calls of the store").isGreaterThan(3);
    }
  }

  @Test
  void saysThatClusterIsDisconnected() throws Exception {
    AdminApplication fixture =
        new AdminApplication(builder -> builder.cluster(new DisconnectedCluster()));
    Secret password = Secret.of("many words in a row");
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, password);
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, password);
    fixture.create(AdminApplication.ADA);
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", "many words in a row");
      assertThat(root.get("/").body())
          .contains("<li><a href=\"/admin/#server\">The cluster is disconnected")
          .contains("<p>The cluster is disconnected");
      ConsoleCaller ada = new ConsoleCaller(site);
      ada.signIn("ada", "many words in a row");
      assertThat(ada.get("/").body()).doesNotContain("cluster");
    }
  }

  /** Cluster whose nodes cannot reach each other. */
  private static final class DisconnectedCluster implements Cluster {
    @Override
    public void subscribe(Consumer<Invalidation> listener) {}

    @Override
    public void publish(Invalidation change) {}

    @Override
    public RateLimiter limiter(
        List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
      return alone.apply(limits);
    }

    @Override
    public State state() {
      return State.DISCONNECTED;
    }

    @Override
    public void close() {}
  }

  /** Returns a store that fails after a number of calls. */
  private static <T> T failingAfter(AtomicInteger left, Class<T> type, T store) {
    return Doubles.of(
        type,
        store,
        (method, work) -> {
          if (left.getAndDecrement() <= 0) {
            throw new StoreException("the secret reason");
          }
          return work.call();
        });
  }

  private static AuditLog failing(AtomicBoolean isDown, RuntimeException failure) {
    return Doubles.of(
        AuditLog.class,
        new InMemoryBackend().audit(),
        (method, work) -> {
          if (isDown.get()) {
            throw failure;
          }
          return work.call();
        });
  }
}
