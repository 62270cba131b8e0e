package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateResult.Created;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the read-only routes: events, usage, summary, health and caller. */
class ReadApiTest {
  private AdminSite site;
  private Created ofRoot;
  private Caller root;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ofRoot = site.fixture.create(AdminApplication.ROOT, "admin:*");
    root = site.as(ofRoot);
    ada = site.as(site.fixture.create(AdminApplication.ADA, "admin:read", "chat:*"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void readsEventsByPage() throws Exception {
    for (int i = 0; i < 25; i++) {
      site.fixture.create(AdminApplication.EVE);
    }
    List<String> seen = new ArrayList<>();
    String next = "/events?action=key.&limit=10";
    while (!next.isEmpty()) {
      Answer page = root.get(next);
      seen.addAll(page.all("/items", "subject"));
      String link = page.header("Link");
      assertThat(link.isEmpty()).isEqualTo(page.json().path("next").isNull());
      next = link.isEmpty() ? "" : link.substring(link.indexOf("/events"), link.indexOf('>'));
    }
    assertThat(seen).hasSize(27).doesNotHaveDuplicates();
  }

  @Test
  void findsEventsBySubjectActorAndAction() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    site.fixture
        .sallyport
        .keys()
        .as(AuditContext.of("user:" + AdminApplication.EVE, "10.1.2.3").because("for fun"))
        .deactivate(key.key().id());
    Answer of = root.get("/events?subject=key:" + key.key().id());
    assertThat(of.all("/items", "action")).containsExactly("key.deactivated", "key.created");
    Answer by = root.get("/events?actor=user:" + AdminApplication.EVE);
    assertThat(by.all("/items", "origin")).containsExactly("10.1.2.3");
    assertThat(by.at("/items/0/reason")).isEqualTo("for fun");
    String now = AdminApplication.NOW.toString();
    assertThat(root.get("/events?since=" + now).all("/items", "action")).isNotEmpty();
    assertThat(root.get("/events?until=" + now).all("/items", "action")).isEmpty();
    assertThat(root.get("/events?since=today").status()).isEqualTo(400);
    assertThat(by.at("/items/0/before/active")).isEqualTo("true");
    assertThat(root.get("/events?action=user.").all("/items", "subject"))
        .containsExactly(
            "user:" + AdminApplication.EVE,
            "user:" + AdminApplication.BOB,
            "user:" + AdminApplication.ADA,
            "user:" + AdminApplication.ROOT);
    assertThat(root.get("/events?limit=0").status()).isEqualTo(400);
    assertThat(root.get("/events?before=x").status()).isEqualTo(400);
  }

  @Test
  void showsOnlyEventsOfOwnAccount() throws Exception {
    var keys = site.fixture.sallyport.keys();
    Created own = site.fixture.create(AdminApplication.BOB);
    keys.deactivate(own.key().id());
    keys.delete(own.key().id());
    keys.deactivate(site.fixture.create(AdminApplication.EVE).key().id());
    var resources = site.fixture.sallyport.resourceManager();
    resources.create(AdminApplication.ACCOUNT, new ResourceId("llm-client", "ours"));
    resources.create(AdminApplication.OTHER_ACCOUNT, new ResourceId("llm-client", "theirs"));
    Answer events = ada.get("/events");
    assertThat(events.body())
        .doesNotContain("eve@", ":eve", AdminApplication.OTHER_ACCOUNT, "theirs");
    assertThat(events.all("/items", "subject"))
        .contains(
            "resource:llm-client/ours",
            "key:" + own.key().id(),
            "user:" + AdminApplication.BOB,
            "account:" + AdminApplication.ACCOUNT);
    assertThat(events.all("/items", "action")).contains("key.deleted", "key.created");
    assertThat(events.json().path("next").isNull()).isTrue();
    assertThat(ada.get("/events?subject=user:" + AdminApplication.EVE).json().path("items"))
        .isEmpty();
    assertThat(ada.get("/events?actor=application&limit=2").json().path("items")).hasSize(2);
  }

  @Test
  void hidesEventsOfResourceInFormerAccount() throws Exception {
    var resources = site.fixture.sallyport.resourceManager();
    ResourceId bot = new ResourceId("llm-client", "bot");
    UUID theirs = site.fixture.create(AdminApplication.EVE).key().id();
    resources.create(AdminApplication.OTHER_ACCOUNT, bot);
    resources.bind(AdminApplication.OTHER_ACCOUNT, bot, theirs);
    resources.unbind(AdminApplication.OTHER_ACCOUNT, bot, theirs);
    resources.delete(AdminApplication.OTHER_ACCOUNT, bot);
    assertThat(ada.get("/events?subject=resource:llm-client/bot").json().path("items")).isEmpty();
    UUID ours = site.fixture.create(AdminApplication.ADA).key().id();
    resources.create(AdminApplication.ACCOUNT, bot);
    resources.bind(AdminApplication.ACCOUNT, bot, ours);
    Answer events = ada.get("/events?subject=resource:llm-client/bot");
    assertThat(events.all("/items", "action"))
        .containsExactly("resource.key-bound", "resource.created");
    assertThat(events.body()).doesNotContain(theirs.toString(), AdminApplication.OTHER_ACCOUNT);
    assertThat(ada.get("/events").body()).doesNotContain(theirs.toString());
    assertThat(root.get("/events?subject=resource:llm-client/bot").json().path("items")).hasSize(6);
  }

  @Test
  void returnsNextPageEvenIfPageIsEmpty() throws Exception {
    for (int i = 0; i < 2100; i++) {
      site.fixture.sallyport.ownerManager().removeStaff(AdminApplication.EVE);
      site.fixture.sallyport.ownerManager().grantStaff(AdminApplication.EVE);
      if (site.fixture.lastEntry().sequence() > 2100) {
        break;
      }
    }
    Answer first = ada.get("/events");
    assertThat(first.json().path("items")).isEmpty();
    Answer second = ada.get("/events?before=" + first.at("/next"));
    assertThat(second.json().path("items")).isNotEmpty();
  }

  @Test
  void countsRequestsByKeyAccountAndInTotal() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    site.fixture.sallyport.authenticator().authenticate(key.token());
    site.fixture.sallyport.keys().deactivate(key.key().id());
    site.fixture.sallyport.authenticator().authenticate(key.token());
    site.fixture.sallyport.flush();
    String path = "/keys/" + key.key().id() + "/usage";
    JsonNode usage = root.get(path).json();
    assertThat(usage.path("authenticated").asInt()).isEqualTo(1);
    assertThat(usage.path("denied").asInt()).isEqualTo(1);
    assertThat(usage.at("/denials/0/reason").asText()).isEqualTo("key-inactive");
    assertThat(usage.path("slices")).hasSize(25);
    assertThat(root.get(path + "?step=day").json().path("slices")).hasSize(31);
    assertThat(root.get("/usage?account=9999-8888-7777").at("/authenticated")).isEqualTo("1");
    site.fixture.sallyport.flush();
    assertThat(root.get("/usage").at("/authenticated"))
        .as("including these requests")
        .isEqualTo("4");
    assertThat(ada.get("/usage").at("/denied")).as("own account").isEqualTo("0");
    assertThat(ada.get("/usage?account=9999-8888-7777").status()).isEqualTo(404);
    String span = "?from=2026-03-01T00:00:00Z&until=2026-03-02T00:00:00Z";
    assertThat(root.get(path + span).json().path("slices")).hasSize(24);
    for (String bad :
        List.of("?step=week", "?from=yesterday", "?from=1970-01-01T00:00:00Z", "?until=%2B9")) {
      assertThat(root.get(path + bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void countsKeys() throws Exception {
    site.fixture.sallyport.keys().deactivate(site.fixture.create(AdminApplication.EVE).key().id());
    JsonNode all = root.get("/summary").json();
    assertThat(all.path("total").asInt()).isEqualTo(3);
    assertThat(all.path("inactive").asInt()).isEqualTo(1);
    assertThat(ada.get("/summary").json().path("total").asInt()).isEqualTo(2);
    site.fixture.clock.advance(Duration.ofDays(1100));
    assertThat(root.get("/summary?expiring-within=1d").json().path("overAge").asInt()).isEqualTo(2);
  }

  @Test
  void returnsHealth() throws Exception {
    JsonNode health = ada.get("/health").json();
    assertThat(health.path("cachedTokens").asInt()).isGreaterThanOrEqualTo(1);
    assertThat(health.path("waitingVerifications").asInt()).isZero();
    assertThat(health.path("pendingLastUses").asInt()).isEqualTo(1);
    assertThat(health.path("circuitBreaker").asText()).isEqualTo("closed");
    assertThat(health.path("cluster").asText()).isEqualTo("standalone");
    site.fixture.sallyport.flush();
    assertThat(root.get("/health").at("/pendingLastUses")).isEqualTo("1");
    assertThat(root.get("/health?node=2").status()).isEqualTo(400);
  }

  @Test
  void returnsCaller() throws Exception {
    JsonNode me = root.get("/whoami").json();
    assertThat(me.path("userId").asText()).isEqualTo("root");
    assertThat(me.path("accountName").asText()).isEqualTo("Ünïversal");
    assertThat(me.path("superuser").asBoolean()).isTrue();
    assertThat(me.path("keyId").asText()).isEqualTo(ofRoot.key().id().toString());
    JsonNode her = ada.get("/whoami").json();
    assertThat(her.path("superuser").asBoolean()).isFalse();
    assertThat(her.path("mayChange").asBoolean()).isFalse();
    assertThat(her.path("grantableScopes")).hasSize(2);
  }
}
