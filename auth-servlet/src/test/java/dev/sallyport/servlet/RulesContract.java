package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateResult.Created;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests may do, as far as containers could differ about it. */
abstract class RulesContract {
  private static final String PROXY = "10.0.0.1";

  private final Container.Starter starter;
  private Site site;

  RulesContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeEach
  final void start() throws Exception {
    site = new Site(starter, RuledSallyport.open("burst=key:10/m, account:1000/1h"));
  }

  @AfterEach
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void everyRuleThatFitsAddsItsScopes() throws Exception {
    RuledSallyport.add(
        site.fixture, "x", TestSallyport.OWNER.accountId(), site.fixture.create().key());
    String token = site.newToken("mail:*");

    HttpResponse<String> response = site.send("POST", "/rules/r/x", "X-API-Key", token);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).endsWith("\"requiredScopes\":[\"chat:read\",\"chat:write\"]}");
    assertThat(Site.values(response, "WWW-Authenticate"))
        .containsExactly(
            "Token realm=\"api\", error=\"insufficient_scope\", scope=\"chat:read chat:write\"",
            "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"chat:read chat:write\"");
    assertThat(site.get("/rules/y", "X-API-Key", token).statusCode()).isEqualTo(200);
  }

  @Test
  final void aFilterBehindAnotherRequiresItsOwnScopesAndChargesNothing() throws Exception {
    String token = site.newToken("mail:*");
    HttpResponse<String> denied = site.get("/rules/in/x", "X-API-Key", token);
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("\"requiredScopes\":[\"admin:use\"]");
    assertThat(denied.headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
    assertThat(Site.values(denied, "Vary")).containsExactly("Authorization, X-API-Key");
    assertThat(Site.values(denied, "Cache-Control")).containsExactly("no-store");
    assertThat(Site.values(denied, "Date")).hasSizeLessThanOrEqualTo(1);

    HttpResponse<String> response = site.get("/rules/in/x", "X-API-Key", site.newToken("admin:*"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Site.values(response, "RateLimit").get(0)).startsWith("\"burst\";r=9;t=6, ");
  }

  @Test
  final void whatAFilterBehindAnotherDeniesIsCountedOnceAndAsDenied() throws Exception {
    Created key = site.fixture.create("mail:*");
    String token = key.token().reveal();
    site.fixture.events.clear();

    assertThat(site.get("/rules/in/x", "X-API-Key", token).statusCode()).isEqualTo(403);

    assertThat(site.fixture.events(Event.Authenticated.class)).isEmpty();
    assertThat(site.fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsExactly(DenialReason.INSUFFICIENT_SCOPE);
    site.fixture.sallyport.flush();
    assertThat(site.fixture.stored(key.key().id()).lastUsedAt()).as("no use").isNull();
    HttpResponse<String> next = site.get("/rules/y", "X-API-Key", token);
    assertThat(Site.values(next, "RateLimit").get(0)).as("no quota").startsWith("\"burst\";r=9;");
  }

  @Test
  final void anExtensionExemptsNothingThatARuleIsFor() throws Exception {
    assertThat(site.get("/rules/style.css").statusCode()).isEqualTo(200);
    for (String path : List.of("/rules/r/x.css", "/rules/r/x/y.css", "/rules/o/x.css")) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(site.send("POST", "/rules/style.css").statusCode()).isEqualTo(401);
    RuledSallyport.add(
        site.fixture, "x.css", TestSallyport.OWNER.accountId(), site.fixture.create().key());
    String token = site.newToken("mail:*");
    assertThat(site.get("/rules/r/x.css", "X-API-Key", token).statusCode()).isEqualTo(403);
    RuledSallyport.add(site.fixture, "open.css", TestSallyport.OWNER.accountId());
    assertThat(site.get("/rules/o/open.css").statusCode()).isEqualTo(200);
  }

  @Test
  final void scopesWithAWildcardAreTheRolesTheyCover() throws Exception {
    for (String scope : List.of("chat:*", "*")) {
      Map<String, String> seen = Site.seen(site.get("/rules/x", "X-API-Key", site.newToken(scope)));
      assertThat(seen).containsEntry("role chat:read", "true");
      assertThat(seen).containsEntry("role chat", String.valueOf(scope.equals("*")));
    }
  }

  @Test
  final void oneRequestIsChargedOnceHoweverItIsDispatched() throws Exception {
    String token = site.newToken();
    int left = 10;
    for (String action :
        List.of("forward", "forward-unwrapped", "include", "async-dispatch", "send-error")) {
      HttpResponse<String> response =
          site.get("/rules/x?do=" + action + "&to=/rules/y", "X-API-Key", token);
      left -= 2;

      assertThat(response.statusCode()).isEqualTo(action.equals("send-error") ? 409 : 200);
      HttpResponse<String> next = site.get("/rules/x", "X-API-Key", token);
      assertThat(Site.values(next, "RateLimit-Policy"))
          .containsExactly("\"burst\";q=10;w=60, \"account\";q=1000;w=3600");
      assertThat(Site.values(next, "RateLimit").get(0))
          .as(action)
          .startsWith("\"burst\";r=%d;t=%d, ".formatted(left, (10 - left) * 6));
    }
    HttpResponse<String> over = site.get("/rules/x", "X-API-Key", token);
    assertThat(over.statusCode()).isEqualTo(429);
    assertThat(over.body()).endsWith(",\"violated-policies\":[\"burst\"]}");
    assertThat(Site.values(over, "Retry-After")).containsExactly("6");
    assertThat(Site.values(over, "RateLimit").get(0)).startsWith("\"burst\";r=0;t=60, ");
    assertThat(over.headers().map()).doesNotContainKey("www-authenticate");
  }

  @Test
  final void believesTrustedProxiesOnlyAndFromTheRight() throws Exception {
    String token = site.fixture.create(RuledSallyport.homeKey()).token().reveal();
    for (String[] allowed :
        new String[][] {
          {RuledSallyport.HOME},
          {PROXY, "X-Forwarded-For", RuledSallyport.HOME},
          {
            PROXY,
            "X-Forwarded-For",
            "junk, 203.0.113.9, " + RuledSallyport.HOME + ":4711, 10.1.1.1"
          },
          {PROXY, "X-Forwarded-For", "203.0.113.9", "X-Forwarded-For", RuledSallyport.HOME},
          {
            PROXY, "Forwarded", "for=203.0.113.9, For=\"" + RuledSallyport.HOME + ":80\";proto=http"
          },
          {
            PROXY, "Forwarded", "for=" + RuledSallyport.HOME, "X-Forwarded-For", RuledSallyport.HOME
          },
        }) {
      assertThat(from(token, allowed).statusCode()).as(String.join(" ", allowed)).isEqualTo(200);
    }
    for (String[] denied :
        new String[][] {
          {RuledSallyport.ABROAD, "X-Forwarded-For", RuledSallyport.HOME},
          {PROXY},
          {PROXY, "X-Forwarded-For", RuledSallyport.HOME + ", 203.0.113.9"},
          {PROXY, "X-Forwarded-For", RuledSallyport.HOME + ", unknown"},
          {PROXY, "X-Forwarded-For", RuledSallyport.HOME + ","},
          {PROXY, "Forwarded", "for=" + RuledSallyport.HOME + ", for=_hidden"},
          {PROXY, "Forwarded", "for=" + RuledSallyport.HOME + ";for=" + RuledSallyport.HOME},
          {PROXY, "Forwarded", "for=" + RuledSallyport.HOME, "X-Forwarded-For", "203.0.113.9"},
          {PROXY, "X-Forwarded-For", RuledSallyport.HOME, "Forwarded", "for=203.0.113.9"},
        }) {
      assertThat(from(token, denied).body())
          .as(String.join(" ", denied))
          .contains("network-not-allowed");
    }
  }

  @Test
  final void aResourceThatIsOpenNeedsNoKeyAndAllOthersDo() throws Exception {
    String account = TestSallyport.OWNER.accountId();
    Created key = site.fixture.create("chat:read");
    RuledSallyport.add(site.fixture, "open", account);
    RuledSallyport.add(site.fixture, "closed", account, key.key());

    HttpResponse<String> open = site.get("/rules/o/open/x");
    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(Site.seen(open)).containsEntry("principal", "null");
    assertThat(Site.values(open, "Vary")).contains("Authorization, X-API-Key");
    assertThat(open.headers().map()).doesNotContainKey("ratelimit");
    assertThat(site.get("/rules/r/open", "X-API-Key", "junk").statusCode()).isEqualTo(401);
    assertThat(site.get("/rules/r/open/x").statusCode()).as("with a scope").isEqualTo(401);
    assertThat(site.get("/rules/o/closed/x").statusCode()).isEqualTo(401);
    assertThat(site.get("/rules/r/none/x").statusCode()).isEqualTo(401);

    site.fixture.sallyport.keys().deactivate(key.key().id());
    assertThat(site.get("/rules/r/closed/x").statusCode()).isEqualTo(401);
  }

  @Test
  final void aResourceOfAnotherIsAnsweredAsNone() throws Exception {
    RuledSallyport.add(site.fixture, "theirs", "9999-9999-9999", site.fixture.create().key());
    String token = site.newToken("chat:read");

    HttpResponse<String> theirs = site.get("/rules/r/theirs", "X-API-Key", token);
    HttpResponse<String> none = site.get("/rules/r/none", "X-API-Key", token);

    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(Site.everything(theirs)).isEqualTo(Site.everything(none));
    assertThat(site.fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsExactly(DenialReason.RESOURCE_OF_ANOTHER_ACCOUNT, DenialReason.RESOURCE_UNKNOWN);
  }

  @Test
  final void whoSharesTheAddressOfAnAttackerIsNotShutOut() throws Exception {
    String inUse = site.newToken();
    String unseen = site.newToken();
    assertThat(from(inUse, RuledSallyport.HOME).statusCode()).isEqualTo(200);
    for (int i = 0; i < 15; i++) {
      assertThat(from(TestSallyport.unknownToken().reveal(), RuledSallyport.HOME).statusCode())
          .isEqualTo(401);
    }

    HttpResponse<String> throttled = from(unseen, RuledSallyport.HOME);
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/too-many-attempts\","
                + "\"title\":\"Too many attempts\",\"status\":429,"
                + "\"detail\":\"Too many bad tokens were presented. Try again later.\"}");
    assertThat(Site.values(throttled, "Retry-After")).containsExactly("4");
    assertThat(throttled.headers().map()).doesNotContainKeys("www-authenticate", "ratelimit");
    assertThat(from(inUse, RuledSallyport.HOME).statusCode()).isEqualTo(200);
    assertThat(from(unseen, RuledSallyport.ABROAD).statusCode()).isEqualTo(200);
  }

  @Test
  final void aTokenWithoutTlsIsDeniedUnverifiedWithTheSameResponse() throws Exception {
    String good = site.newToken();
    int before = site.fixture.store.lookups();
    HttpResponse<String> response = insecure("/refusing/x", good, RuledSallyport.HOME);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("/insecure-transport\"").doesNotContain("keyId");
    assertThat(response.headers().map()).doesNotContainKey("www-authenticate");
    assertThat(site.fixture.store.lookups()).isEqualTo(before);
    for (String token : List.of("junk", TestSallyport.unknownToken().reveal(), "a b")) {
      assertThat(Site.everything(insecure("/refusing/x", token, RuledSallyport.HOME)))
          .isEqualTo(Site.everything(response));
    }
    assertThat(insecure("/refusing/x", "", RuledSallyport.HOME).statusCode())
        .as("there was nothing to be read by others")
        .isEqualTo(401);
    for (String[] denied :
        new String[][] {
          {RuledSallyport.HOME, "X-Forwarded-Proto", "https"},
          {PROXY},
          {PROXY, "X-Forwarded-Proto", "http"},
          {PROXY, "X-Forwarded-Proto", "https, http"},
          {PROXY, "X-Forwarded-Proto", "http", "Forwarded", "for=192.0.2.1;proto=https"},
          {PROXY, "Forwarded", "for=192.0.2.1, for=10.0.0.2;proto=https"},
          {"127.0.0.1", "X-Forwarded-For", "192.0.2.1"},
        }) {
      assertThat(insecure("/refusing/x", good, denied).statusCode())
          .as(String.join(" ", denied))
          .isEqualTo(403);
    }
    for (String[] accepted :
        new String[][] {
          {"127.0.0.1"},
          {"::1"},
          {PROXY, "X-Forwarded-Proto", "https"},
          {PROXY, "Forwarded", "for=192.0.2.1;proto=https, for=10.0.0.2;proto=http"},
        }) {
      assertThat(insecure("/refusing/x", good, accepted).statusCode())
          .as(String.join(" ", accepted))
          .isEqualTo(200);
    }
  }

  @Test
  final void aTokenInClearCanEndItsKeyAndTheAnswerDoesNotTell() throws Exception {
    Created key = site.fixture.create();

    HttpResponse<String> first = insecure("/revoking/x", key.token().reveal(), RuledSallyport.HOME);
    assertThat(site.fixture.stored(key.key().id()).active()).isFalse();
    assertThat(Site.everything(insecure("/revoking/x", key.token().reveal(), RuledSallyport.HOME)))
        .isEqualTo(Site.everything(first));
    String other = site.newToken();
    site.fixture.store.setDown(true);
    assertThat(Site.everything(insecure("/revoking/x", other, RuledSallyport.HOME)))
        .isEqualTo(Site.everything(first));
    site.fixture.store.setDown(false);
  }

  private HttpResponse<String> from(String token, String... peerAndHeaders) throws Exception {
    return insecure("/rules/x", token, peerAndHeaders);
  }

  private HttpResponse<String> insecure(String path, String token, String... peerAndHeaders)
      throws Exception {
    String[] headers = new String[peerAndHeaders.length + 3];
    headers[0] = "X-API-Key";
    headers[1] = token;
    headers[2] = ProxyFilter.PEER;
    System.arraycopy(peerAndHeaders, 0, headers, 3, peerAndHeaders.length);
    return site.get(path, headers);
  }
}
