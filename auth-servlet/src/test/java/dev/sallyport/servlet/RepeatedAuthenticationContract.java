package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.CreateResult.Created;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who gets through, and what the application then sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RepeatedAuthenticationContract {
  private final Container.Starter starter;
  private Site site;
  private String token;

  RepeatedAuthenticationContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = new Site(starter);
    token = site.newToken("chat:read");
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void theApplicationKnowsTheUser() throws Exception {
    Created created = site.fixture.create("chat:read");

    Map<String, String> seen =
        Site.seen(site.get("/required/x", "Authorization", Site.token(created.token())));

    assertThat(seen)
        .containsEntry(
            "principal",
            "ApiKeyPrincipal[owner=admin@3141-5926-5359, keyId=%s, scopes=[chat:read]]"
                .formatted(created.key().id()))
        .containsEntry("remoteUser", "admin")
        .containsEntry("authType", "Token")
        .containsEntry("role chat:read", "true")
        .containsEntry("role chat", "false")
        .containsEntry("session", "false");
  }

  @Test
  final void theAuthTypeIsTheSchemeAsConfiguredOrTheHeadersName() throws Exception {
    assertThat(Site.seen(site.get("/required/x", "Authorization", "bearer " + token)))
        .containsEntry("authType", "Bearer");
    assertThat(Site.seen(site.get("/required/x", "x-api-key", token)))
        .containsEntry("authType", "X-API-Key");
  }

  @Test
  final void theApplicationDoesNotSeeTheToken() throws Exception {
    String[][] carriers = {
      {"Authorization", "Token " + token}, {"authorization", "bearer " + token},
      {"X-API-Key", token}, {"x-api-key", token}
    };
    for (String[] carrier : carriers) {
      HttpResponse<String> response =
          site.get("/required/x", carrier[0], carrier[1], "X-Other", "42");

      assertThat(response.body()).contains("X-Other: 42").doesNotContain(token);
      Map<String, String> seen = Site.seen(response);
      assertThat(seen.get("headers")).doesNotContainIgnoringCase(carrier[0]);
      for (String header : List.of("Authorization", "X-API-Key")) {
        assertThat(seen)
            .containsEntry("header " + header, "null")
            .containsEntry("int " + header, "-1")
            .containsEntry("date " + header, "-1");
      }
      assertThat(seen)
          .containsEntry("int X-Other", "42")
          .containsEntry("push", "null")
          .hasEntrySatisfying("header Host", host -> assertThat(host).startsWith("127.0.0.1"));
    }
  }

  @Test
  final void neverMakesASession() throws Exception {
    for (String path : List.of("/required/x", "/optional/x", "/session/x", "/exempt/healthz")) {
      HttpResponse<String> response = site.get(path, "Authorization", "Token " + token);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().map()).doesNotContainKey("set-cookie");
      assertThat(Site.seen(response)).containsEntry("session", "false");
    }
  }

  @Test
  final void keepsCachesFromKeepingUnlessTheApplicationKnowsBetter() throws Exception {
    HttpResponse<String> response = site.get("/required/x", "Authorization", "Token " + token);
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(Site.values(response, "Vary")).containsExactly("Authorization, X-API-Key");

    HttpResponse<String> published =
        site.get("/required/x?do=publish", "Authorization", "Token " + token);
    assertThat(Site.values(published, "Cache-Control")).containsExactly("public");
  }

  @Test
  final void whereOptionalNoTokenGoesOnAnonymously() throws Exception {
    HttpResponse<String> response = site.get("/optional/x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Site.seen(response))
        .containsEntry("principal", "null")
        .containsEntry("authType", "null");
    assertThat(Site.values(response, "Vary")).containsExactly("Authorization, X-API-Key");
    assertThat(Site.values(response, "Cache-Control")).isEmpty();
  }

  @Test
  final void whereOptionalATokenMustStillBeGood() throws Exception {
    assertThat(site.get("/optional/x", "X-API-Key", token).body()).contains("remoteUser: admin");
    assertThat(site.get("/optional/x", "X-API-Key", "bad").statusCode()).isEqualTo(401);
  }

  @Test
  final void anotherLoginPassesOnlyWhereAccepted() throws Exception {
    assertThat(Site.seen(site.get("/session/x", "Host-User", "alice")))
        .containsEntry("remoteUser", "alice");
    assertThat(site.get("/required/x", "Host-User", "alice").statusCode()).isEqualTo(401);
    assertThat(site.get("/session/x").statusCode()).isEqualTo(401);
  }

  @Test
  final void aTokenCountsMoreThanAnotherLoginAndMustBeGood() throws Exception {
    assertThat(Site.seen(site.get("/session/x", "Host-User", "alice", "X-API-Key", token)))
        .containsEntry("remoteUser", "admin");
    assertThat(site.get("/session/x", "Host-User", "alice", "X-API-Key", "bad").statusCode())
        .isEqualTo(401);
  }

  @Test
  final void exemptPathsAreLeftAlone() throws Exception {
    for (String path :
        List.of(
            "/exempt/healthz",
            "/exempt/public",
            "/exempt/public/a/b",
            "/exempt/style.css",
            "/exempt/healthz;a=b")) {
      HttpResponse<String> response = site.get(path, "Authorization", "Token bad");

      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(Site.seen(response)).containsEntry("header Authorization", "Token bad");
      assertThat(response.headers().map()).doesNotContainKeys("vary", "cache-control");
    }
  }

  /** Containers may call some of these bad themselves, or answer that there is nothing. */
  @Test
  final void exemptPathsCannotBeFeigned() throws Exception {
    for (String path :
        List.of(
            "/exempt/private",
            "/exempt/Healthz",
            "/exempt/healthz/",
            "/exempt/healthzz",
            "/exempt/publicity",
            "/exempt/private;/exempt/healthz",
            "/exempt/private;.css",
            "/exempt/private%3B.css",
            "/exempt/private?.css",
            "/exempt/private%3F.css%2F..",
            "/exempt/public/../private",
            "/exempt/public/%2e%2e/private",
            "/exempt/public/%2E./private",
            "/exempt/public/..;/private",
            "/exempt/public%2f..%2fprivate",
            "/exempt/public/..%5cprivate",
            "/exempt/public/%252e%252e/private",
            "/exempt//public/../private",
            "/exempt/private%00.css",
            "/exempt/private%0a.css")) {
      assertThat(site.sendRaw(path)).as(path).containsPattern("^HTTP/1.1 40[014] ");
    }
  }

  @Test
  final void aPreflightIsAnsweredAndAllowsNoOrigin() throws Exception {
    HttpResponse<String> response = preflight("/required/x");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(Site.values(response, "Allow"))
        .containsExactly("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    assertThat(response.headers().map().keySet()).noneMatch(it -> it.startsWith("access-control"));
  }

  @Test
  final void aPreflightGoesOnWhereNoKeyIsNeededAndWhereItIsToPass() throws Exception {
    for (String path : List.of("/optional/x", "/exempt/healthz", "/preflights/x")) {
      HttpResponse<String> response = preflight(path);

      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(Site.seen(response)).as(path).containsEntry("principal", "null");
    }
    assertThat(site.get("/preflights/x").statusCode()).isEqualTo(401);
  }

  @Test
  final void whatIsMoreThanAPreflightIsDeniedLikeAnyRequestWithoutAKey() throws Exception {
    for (String path : List.of("/required/x", "/preflights/x")) {
      for (String header :
          List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method")) {
        assertThat(preflight(path, header, "DELETE").statusCode()).as(header).isEqualTo(401);
      }
      assertThat(preflightRaw(path, "x", "Content-Length: 1")).startsWith("HTTP/1.1 401 ");
      assertThat(preflightRaw(path, "1\r\nx\r\n0\r\n\r\n", "Transfer-Encoding: chunked"))
          .startsWith("HTTP/1.1 401 ");
      assertThat(preflightRaw(path, "", "Content-Length: 0")).startsWith("HTTP/1.1 20");
    }
  }

  private HttpResponse<String> preflight(String path, String... more) throws Exception {
    String[] headers = {"Origin", "https://example.org", "Access-Control-Request-Method", "POST"};
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return site.send("OPTIONS", path, all);
  }

  private String preflightRaw(String path, String body, String header) throws Exception {
    return site.sendRaw(
        "OPTIONS " + path,
        body,
        new String[] {"Origin: https://a", "Access-Control-Request-Method: POST", header});
  }

  @Test
  final void aPreflightThatBringsATokenIsJudgedByIt() throws Exception {
    HttpResponse<String> response =
        site.send(
            "OPTIONS",
            "/required/x",
            "Origin",
            "https://example.org",
            "Access-Control-Request-Method",
            "POST",
            "Authorization",
            "Token bad");

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  final void onlyPreflightsPassAsSuch() throws Exception {
    assertThat(site.send("OPTIONS", "/required/x").statusCode()).isEqualTo(401);
    assertThat(site.send("OPTIONS", "/required/x", "Origin", "https://a").statusCode())
        .isEqualTo(401);
    assertThat(
            site.get(
                    "/required/x",
                    "Origin",
                    "https://example.org",
                    "Access-Control-Request-Method",
                    "POST")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  final void twoFiltersInARowAgree() throws Exception {
    assertThat(site.get("/stacked/x").statusCode()).isEqualTo(200);
    HttpResponse<String> denied = site.get("/stacked/admin/x");
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(Site.values(denied, "Vary")).containsExactly("Authorization, X-API-Key");

    int before = site.fixture.store.lookups();
    HttpResponse<String> response = site.get("/stacked/admin/x", "Authorization", "Token " + token);
    assertThat(Site.seen(response)).containsEntry("remoteUser", "admin");
    assertThat(response.body()).doesNotContain(token);
    assertThat(site.fixture.store.lookups() - before).isEqualTo(1);
  }

  @Test
  final void theApplicationCanForgetTheUser() throws Exception {
    HttpResponse<String> response =
        site.get("/required/x?do=logout", "Authorization", "Token " + token);

    assertThat(Site.seen(response))
        .containsEntry("principal", "null")
        .containsEntry("remoteUser", "null")
        .containsEntry("authType", "null")
        .containsEntry("role chat:read", "false");
    assertThat(response.body()).doesNotContain(token);
  }

  @Test
  final void theApplicationCannotLogInOverAKey() throws Exception {
    assertThat(site.get("/required/x?do=login", "X-API-Key", token).statusCode()).isEqualTo(500);
  }
}
