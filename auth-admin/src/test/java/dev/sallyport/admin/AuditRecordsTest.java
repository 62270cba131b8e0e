package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.rest.Route;
import dev.sallyport.admin.rest.Router;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditRecordsTest {
  @Test
  void recordsEveryChangeWithActorOriginAndReason() throws Exception {
    List<String> silent = new ArrayList<>();
    for (Route route : Router.ofApi().routes()) {
      if (Set.of("/step-up", "/keys/find").contains(route.path())) { // change nothing stored
        continue;
      }
      try (AdminSite site = new AdminSite()) {
        Created admin = site.fixture.create(AdminApplication.ROOT, "*");
        Caller root = site.as(admin);
        Created key = site.fixture.create(AdminApplication.EVE);
        prepare(site, key, route);
        long before = site.fixture.lastEntry().sequence();
        Sample sample =
            Sample.all(key.key().id(), AdminApplication.OTHER_ACCOUNT, "eve", "llm-client/r")
                .stream()
                .filter(it -> it.route().path().equals(route.path()))
                .filter(it -> it.route().method().equals(route.method()))
                .findFirst()
                .orElseThrow();
        String query = sample.isRead() ? "" : "?reason=because%20of%20%C3%BC";
        Answer answer =
            new Sample(sample.route(), sample.path() + query, sample.bodyOrEmpty()).send(root);
        assertThat(answer.status()).as(sample + answer.body()).isBetween(200, 299);
        if (sample.isRead()) {
          assertThat(site.fixture.lastEntry().sequence()).as(sample.toString()).isEqualTo(before);
          continue;
        }
        AuditRecord record = site.fixture.lastEntry().record();
        if (site.fixture.lastEntry().sequence() == before) {
          silent.add(sample.toString());
        }
        assertThat(record.actor()).as(sample.toString()).isEqualTo("key:" + admin.key().id());
        assertThat(record.origin()).isEqualTo("127.0.0.1");
        assertThat(record.reason()).isEqualTo("because of ü");
      }
    }
    assertThat(silent).isEmpty();
  }

  /** Creates the objects that a route needs. */
  private static void prepare(AdminSite site, Created key, Route route) {
    var owners = site.fixture.sallyport.ownerManager();
    var resources = site.fixture.sallyport.resourceManager();
    ResourceId resource = new ResourceId("llm-client", "r");
    resources.create(AdminApplication.OTHER_ACCOUNT, resource);
    switch (route.method() + " " + route.path()) {
      case "POST /keys/{id}/activate" -> site.fixture.sallyport.keys().deactivate(key.key().id());
      case "POST /accounts/{accountId}/activate" ->
          owners.deactivateAccount(AdminApplication.OTHER_ACCOUNT);
      case "POST /accounts/{accountId}/users/{userId}/activate" ->
          owners.deactivateUser(AdminApplication.EVE);
      case "POST /accounts/{accountId}/users/{userId}/promote" ->
          owners.removeStaff(AdminApplication.EVE);
      case "DELETE /accounts/{accountId}/users/{userId}/password" ->
          owners.setPassword(AdminApplication.EVE, Secret.of("correct horse"));
      case "DELETE /bindings/{type}/{name}/keys/{id}" ->
          resources.bind(AdminApplication.OTHER_ACCOUNT, resource, key.key().id());
      default -> {}
    }
  }

  @Test
  void recordsBulkActionsPerKey() throws Exception {
    try (AdminSite site = new AdminSite()) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
      List<String> ids =
          List.of(
              site.fixture.create(AdminApplication.ADA).key().id().toString(),
              site.fixture.create(AdminApplication.EVE).key().id().toString());
      root.post("/keys/bulk?reason=leaked", Map.of("action", "deactivate", "ids", ids));
      for (String id : ids) {
        Answer events = root.get("/keys/" + id + "/events?limit=1");
        assertThat(events.at("/items/0/action")).isEqualTo("key.deactivated");
        assertThat(events.at("/items/0/reason")).isEqualTo("leaked");
        assertThat(events.at("/items/0/after/active")).isEqualTo("false");
      }
    }
  }

  @Test
  void recordsReasonInEveryEncoding() throws Exception {
    try (AdminSite site = new AdminSite()) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
      String path = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id() + "/toggle";
      for (String query : List.of("?%72eason=l%65ft", "?&reason=left&", "?rea%73on=left")) {
        assertThat(root.post(path + query).status()).as(query).isEqualTo(200);
        assertThat(site.fixture.lastEntry().record().reason()).as(query).isEqualTo("left");
      }
      for (String bad : List.of("?reason=a&%72eason=b", "?reason=a&reason=a")) {
        assertThat(root.post(path + bad).status()).as(bad).isEqualTo(400);
      }
    }
  }

  @Test
  void rejectsInvalidReasons() throws Exception {
    try (AdminSite site = new AdminSite()) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
      String path = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id() + "/deactivate";
      for (String bad : List.of("a%0Ab", "%E2%80%AE", "x".repeat(501))) {
        assertThat(root.post(path + "?reason=" + bad).status()).as(bad).isEqualTo(400);
      }
      assertThat(root.get("/keys?reason=x").status()).as("reason of a read").isEqualTo(400);
    }
  }
}
