package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.ProxyFilter;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ending the key one came with, or all of its owner's, as knox does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LogoutContract {
  private static final String LOGOUT = "/api/v1/auth/logout/";
  private static final String LOGOUT_ALL = "/api/v1/auth/logoutall/";
  private static final List<String> BOTH = List.of("logout/", "logoutall/");

  private final Container.Starter starter;
  private final String password = UUID.randomUUID().toString();
  private Site site;
  private Owner other;

  public LogoutContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = KnoxSite.on(starter);
    other = site.fixture.addUser("other", password, true);
  }

  @AfterEach
  final void repair() {
    site.fixture.store.setDownForIds(false);
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void k15LogoutEndsThePresentedKeyOnlyAndAtOnce() throws Exception {
    site.fixture.sallyport.keys().logOutAll(TestSallyport.OWNER);
    String first = site.newToken();
    String second = site.newToken();

    HttpResponse<String> response = post(LOGOUT, first);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    assertThat(site.fixture.keysOf(TestSallyport.OWNER)).hasSize(1);
    assertThat(post(LOGOUT, first).statusCode()).isEqualTo(401);
    HttpResponse<String> denied = site.get("/required/x", "Authorization", "Token " + first);
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.body()).contains("\"detail\":\"Invalid token.\"");
    assertThat(site.get("/required/x", "X-API-Key", second).statusCode()).isEqualTo(200);
  }

  @Test
  final void k16AndK17LogoutAllEndsAllKeysOfTheOwnerAndNobodyElses() throws Exception {
    List<String> tokens = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tokens.add(site.newToken());
      others.add(site.fixture.create(CreateKeyRequest.of(other, "k")).token().reveal());
    }

    HttpResponse<String> response = post(LOGOUT_ALL, tokens.get(3));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(site.fixture.keysOf(TestSallyport.OWNER)).isEmpty();
    assertThat(site.fixture.keysOf(other)).hasSize(10);
    for (String token : tokens) {
      assertThat(site.get("/required/x", "X-API-Key", token).statusCode()).isEqualTo(401);
    }
    for (String token : others) {
      assertThat(site.get("/required/x", "X-API-Key", token).statusCode()).isEqualTo(200);
    }
    site.fixture.sallyport.keys().logOutAll(other);
  }

  @Test
  final void writesDownWhoDidItAndFromWhere() throws Exception {
    Created created = site.fixture.create();
    site.fixture.events.clear();

    site.send(
        "POST", LOGOUT, "X-API-Key", created.token().reveal(), ProxyFilter.HEADER, "192.0.2.7");

    assertThat(site.fixture.events(Event.KeyChanged.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo(KeyAction.LOGGED_OUT);
              assertThat(event.before()).map(key -> key.id()).hasValue(created.key().id());
              assertThat(event.after()).isEmpty();
              assertThat(event.attribution())
                  .isEqualTo(AuditContext.ofUser(TestSallyport.OWNER, "192.0.2.7"));
            });
  }

  @Test
  final void takesNoPasswordForAKey() throws Exception {
    for (String path : BOTH) {
      for (String[] headers :
          new String[][] {{}, {"Authorization", Site.basic("other", password)}}) {
        HttpResponse<String> response = site.send("POST", "/api/v1/auth/" + path, headers);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
            .contains("/no-credentials\"")
            .contains(headers.length == 0 ? "credentials were not provided" : "Unknown scheme");
        assertThat(Site.values(response, "WWW-Authenticate"))
            .containsExactly("Token realm=\"api\"", "Bearer realm=\"api\"");
      }
    }
  }

  @Test
  final void takesNoOtherLoginForAKey() throws Exception {
    String token = site.newToken();
    for (String path : BOTH) {
      HttpResponse<String> response = site.send("POST", "/session/" + path, "Host-User", "admin");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(Site.values(response, "WWW-Authenticate")).hasSize(2);
    }
    assertThat(site.send("POST", "/session/logout/", "X-API-Key", token).statusCode())
        .isEqualTo(204);
  }

  @Test
  final void deniesRequestsThatNoFilterAuthenticatedByAKey() throws Exception {
    String token = site.newToken();
    for (String path : BOTH) {
      assertThat(post("/unguarded/" + path, token).statusCode()).isEqualTo(401);
      assertThat(site.send("POST", "/optional/" + path).statusCode()).isEqualTo(401);
    }
    assertThat(post("/optional/logout/", token).statusCode()).isEqualTo(204);
  }

  @Test
  final void knowsNoOtherMethods() throws Exception {
    String token = site.newToken();
    for (String path : List.of(LOGOUT, LOGOUT_ALL)) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH")) {
        HttpResponse<String> response = site.send(method, path, "X-API-Key", token);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(Site.values(response, "Allow")).containsExactly("POST, OPTIONS");
      }
      HttpResponse<String> options = site.send("OPTIONS", path, "X-API-Key", token);
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(Site.values(options, "Allow")).containsExactly("POST, OPTIONS");
    }
    assertThat(site.get("/required/x", "X-API-Key", token).statusCode()).isEqualTo(200);
  }

  @Test
  final void hasNothingBelowIt() throws Exception {
    String token = site.newToken();
    for (String path : List.of(LOGOUT + "x", LOGOUT_ALL + "x/")) {
      assertThat(post(path, token).statusCode()).isEqualTo(404);
    }
    assertThat(post("/api/v1/auth/logout", token).statusCode()).isEqualTo(204);
  }

  @Test
  final void saysThatItCouldNotBeDone() throws Exception {
    Created created = site.fixture.create();
    site.fixture.store.setDownForIds(true);
    try (CapturedLog captured = new CapturedLog()) {
      HttpResponse<String> response = post(LOGOUT, created.token().reveal());

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(Site.values(response, "Retry-After")).containsExactly("5");
      assertThat(response.body()).contains("The logout could not be done. Try again later.");
      assertThat(captured.lines())
          .contains(
              "WARN Responded with 503: The logout could not be done. Try again later."
                  + " (the test's store is half down)");
      assertThat(captured.everything()).doesNotContain(created.token().reveal());
    }
    site.fixture.store.setDownForIds(false);
    assertThat(post(LOGOUT, created.token().reveal()).statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> post(String path, String token) throws Exception {
    return site.send("POST", path, "Authorization", "Token " + token);
  }
}
