package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.key.Owner;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the console while calls of the store of sessions fail or are overtaken by others. */
@Isolated("what other tests log is not meant")
class SessionStoreTest {
  private static final String PASSWORD = "many words in a row";
  private static final Map<String, String> BY_PASSWORD =
      Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());

  private final SessionStore real = SessionStore.inMemory();

  /** Name of the method that fails; the empty text for none. */
  private volatile String failing = "";

  /** What happens before a session is replaced. */
  private volatile Runnable beforeReplacement = () -> {};

  private final SessionStore store =
      Doubles.of(
          SessionStore.class,
          real,
          (method, work) -> {
            if (method.equals(failing)) {
              throw new StoreException("a reason");
            }
            if (method.equals("replace")) {
              beforeReplacement.run();
            }
            return work.call();
          });

  private final AdminApplication fixture = new AdminApplication(builder -> builder.sessions(store));

  @AfterEach
  void stop() {
    fixture.close();
  }

  private ConsoleCaller signIn(AdminSite site, Owner owner) throws Exception {
    fixture.sallyport.ownerManager().setPassword(owner, Secret.of(PASSWORD));
    ConsoleCaller caller = new ConsoleCaller(site);
    assertThat(caller.signIn(owner.userId(), PASSWORD).status()).isEqualTo(303);
    return caller;
  }

  @Test
  void servesRequestsWhoseUseCannotBeRecorded() throws Exception {
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), BY_PASSWORD)) {
      ConsoleCaller root = signIn(site, AdminApplication.ROOT);
      failing = "recordUse";
      fixture.clock.advance(Duration.ofMinutes(2));
      try (CapturedLog log = new CapturedLog()) {
        assertThat(root.get("/keys").status()).isEqualTo(200);
        assertThat(log.lines()).contains("DEBUG Could not record the use of a session");
      }
      String cookie = AdminSessions.COOKIE + "=" + root.cookie(AdminSessions.COOKIE);
      assertThat(site.with("Cookie", cookie).get("/whoami").status()).isEqualTo(200);
    }
  }

  /** A sign-out while the password is checked must win. */
  @Test
  void doesNotConfirmASessionThatWasEnded() throws Exception {
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), BY_PASSWORD)) {
      ConsoleCaller root = signIn(site, AdminApplication.ROOT);
      fixture.clock.advance(Duration.ofMinutes(6));
      beforeReplacement = () -> real.removeAll(AdminApplication.ROOT);
      String before = root.cookie(AdminSessions.COOKIE);
      Answer denied =
          root.send(
              "/keys/new",
              Map.of("name", "x", "life", "7d", "scopes", "*", "step-up-password", PASSWORD));
      assertThat(denied.status()).isEqualTo(403);
      assertThat(denied.body()).contains("or the session has ended");
      assertThat(denied.header("Set-Cookie")).isEmpty();
      assertThat(root.cookie(AdminSessions.COOKIE)).isEqualTo(before);
      assertThat(root.get("/keys").status()).isEqualTo(303);
      assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).total()).isZero();
    }
  }

  @Test
  void opensASessionInPlaceOfOneThatWasEnded() throws Exception {
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), BY_PASSWORD)) {
      ConsoleCaller root = signIn(site, AdminApplication.ROOT);
      real.removeAll(AdminApplication.ROOT);
      assertThat(root.signIn("root", PASSWORD).status()).isEqualTo(303);
      assertThat(root.get("/keys").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "find"})
  void deletesTheCookieEvenIfTheSessionCannotBeEnded(String method) throws Exception {
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), BY_PASSWORD)) {
      ConsoleCaller root = signIn(site, AdminApplication.ROOT);
      failing = method;
      Answer out = root.send("/sign-out", Map.of());
      assertThat(out.status()).isEqualTo(503);
      assertThat(out.header("Set-Cookie")).startsWith(AdminSessions.COOKIE + "=;");
      assertThat(root.cookie(AdminSessions.COOKIE)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "find"})
  void endsTheLoginOfTheHostEvenIfTheSessionCannotBeEnded(String method) throws Exception {
    HostLoginServlet host = new HostLoginServlet();
    Map<String, String> settings = Map.of("admin-sign-in", "host", "admin-role", "keys");
    String[] asAda = {"Host-User", "ada"};
    try (AdminSite site = new AdminSite(fixture, host, settings)) {
      ConsoleCaller ada = new ConsoleCaller(site);
      String token = ConsoleCaller.token(ada.get("/keys", asAda));
      failing = method;
      Answer out = ada.forge("/sign-out", Map.of("csrf-token", token), asAda);
      assertThat(out.status()).isEqualTo(503);
      assertThat(ada.cookie(AdminSessions.COOKIE)).isEmpty();
      assertThat(host.loggedOut).containsExactly("ada");
    }
  }
}
