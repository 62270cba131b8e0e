package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysApiTest {
  private AdminSite site;
  private Caller root;
  private Created ofRoot;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ofRoot =
        site.fixture.create(
            CreateKeyRequest.of(AdminApplication.ROOT, "zz root").scopes(List.of("admin:*", "*")));
    root = site.as(ofRoot);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/keys, q", "/keys, account", "/keys, user", "/keys, scope", "/keys, tag",
    "/users, q", "/users, account", "/accounts, q", "/bindings, q", "/usage, account",
    "/events, subject", "/events, actor", "/events, action"
  })
  void rejectsTokensInAddresses(String path, String name) throws Exception {
    String token = site.fixture.create(AdminApplication.ADA).token().reveal();
    assertRejected(root.get(path + "?" + name + "=" + token), name, token);
  }

  @Test
  void rejectsATokenAsReasonInAnAddress() throws Exception {
    Created created = site.fixture.create(AdminApplication.ADA);
    String token = created.token().reveal();
    assertRejected(
        root.delete("/keys/" + created.key().id() + "?reason=leaked%3A%20" + token),
        "reason",
        token);
    assertThat(site.fixture.sallyport.keys().get(created.key().id())).isPresent();
  }

  private static void assertRejected(Answer answer, String name, String token) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/detail"))
        .contains("The parameter " + name + " contains a token", "POST /keys/find")
        .doesNotContain(token);
  }

  @Test
  void listsPagesWithLinks() throws Exception {
    for (int i = 0; i < 6; i++) {
      site.fixture.create(CreateKeyRequest.of(AdminApplication.ADA, "key " + i));
    }
    Answer second = root.get("/keys?sort=name&size=3&page=2&q=k");
    assertThat(second.all("/items", "name")).containsExactly("key 3", "key 4", "key 5");
    assertThat(second.at("/total")).isEqualTo("6");
    assertThat(second.at("/page")).isEqualTo("2");
    String url = "</admin/api/v1/keys?sort=name&size=3&page=%d&q=k>; rel=\"%s\"";
    assertThat(second.header("Link"))
        .isEqualTo(
            String.join(
                ", ",
                url.formatted(1, "first"),
                url.formatted(1, "prev"),
                url.formatted(2, "last")));
    Answer first = root.get("/keys?size=3&q=%26k%3D");
    assertThat(first.header("Link"))
        .startsWith("</admin/api/v1/keys?size=3&q=%26k%3D&page=1>; rel=\"first\"");
    Answer beyond = root.get("/keys?page=9&size=3");
    assertThat(beyond.json().path("items")).isEmpty();
    assertThat(beyond.header("Link")).contains("page=3&size=3>; rel=\"prev\"");
  }

  @Test
  void sortsInBothDirections() throws Exception {
    site.fixture.clock.advance(Duration.ofSeconds(1));
    site.fixture.create(
        CreateKeyRequest.of(AdminApplication.ADA, "b").lifetime(expiringAfterDays(2)));
    site.fixture.clock.advance(Duration.ofSeconds(1));
    site.fixture.create(
        CreateKeyRequest.of(AdminApplication.BOB, "a").lifetime(expiringAfterDays(1)));
    assertThat(names("?sort=created")).containsExactly("zz root", "b", "a");
    assertThat(names("")).containsExactly("a", "b", "zz root");
    assertThat(names("?sort=-name")).containsExactly("zz root", "b", "a");
    assertThat(names("?sort=owner")).containsExactly("b", "a", "zz root");
    assertThat(names("?sort=expiry")).containsExactly("a", "b", "zz root");
    site.fixture.sallyport.flush();
    assertThat(names("?sort=-last-used")).startsWith("zz root");
  }

  @Test
  void findsByEveryFilter() throws Exception {
    Created off =
        site.fixture.create(CreateKeyRequest.of(AdminApplication.ADA, "off").tags(List.of("blue")));
    site.fixture.sallyport.keys().deactivate(off.key().id());
    site.fixture.create(
        CreateKeyRequest.of(AdminApplication.BOB, "soon").lifetime(expiringAfterDays(5)));
    site.fixture.create(
        CreateKeyRequest.of(AdminApplication.EVE, "scoped").scopes(List.of("chat:read")));
    site.fixture.create(
        CreateKeyRequest.of(AdminApplication.EVE, "over").lifetime(expiringAfterDays(1)));
    site.fixture.clock.advance(Duration.ofDays(2));
    root.get("/whoami");
    site.fixture.sallyport.flush();
    assertThat(names("?active=false")).containsExactly("off");
    assertThat(names("?expired=true")).containsExactly("over");
    assertThat(names("?expired=false")).doesNotContain("over").hasSize(4);
    assertThat(names("?expired-for=23h")).containsExactly("over");
    assertThat(names("?expired=true&expired-for=25h")).isEmpty();
    assertThat(names("?expired-for=0&q=over")).containsExactly("over");
    for (String contradiction : List.of("expired=false", "expiring-within=1d")) {
      assertThat(root.get("/keys?expired-for=1h&" + contradiction).status()).isEqualTo(400);
    }
    assertThat(names("?expiring-within=1w")).containsExactly("soon");
    assertThat(names("?expiring-within=71h")).isEmpty();
    assertThat(names("?expiring-within=73h")).containsExactly("soon");
    assertThat(names("?never-used=false")).containsExactly("zz root");
    assertThat(names("?never-used=true")).hasSize(4);
    assertThat(names("?unused-for=1d")).hasSize(4);
    assertThat(names("?unused-for=3d")).isEmpty();
    assertThat(names("?scope=chat:read")).containsExactly("scoped");
    assertThat(names("?tag=blue")).containsExactly("off");
    assertThat(names("?user=eve&account=9999-8888-7777")).hasSize(2);
    assertThat(names("?q=SCO")).containsExactly("scoped");
    assertThat(names("?q=%25")).as("no wildcards").isEmpty();
    assertThat(names("?over-age=true")).isEmpty();
    site.fixture.clock.advance(Duration.ofDays(1100));
    assertThat(names("?over-age=true&q=zz")).containsExactly("zz root");
  }

  @Test
  void createsKeyForAUserOfTheCallersAccount() throws Exception {
    Answer created = root.post("/keys", Map.of("name", "x", "owner", Map.of("userId", "bob")));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/key/owner/accountId")).isEqualTo(AdminApplication.BOB.accountId());
    assertThat(created.at("/key/owner/userId")).isEqualTo("bob");
  }

  @Test
  void createsKeyAndReturnsTokenOnce() throws Exception {
    Answer created =
        root.post(
            "/keys",
            Map.of(
                "name", "made",
                "owner", OwnerView.of(AdminApplication.EVE),
                "scopes", List.of("chat:read"),
                "networks", List.of("10.0.0.0/8"),
                "expiresAt", "2031-12-31T23:59:59+01:00"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    assertThat(created.header("Location")).isEqualTo("/admin/api/v1/keys/" + created.at("/key/id"));
    assertThat(created.at("/key/expiresAt")).isEqualTo("2031-12-31T22:59:59Z");
    ApiKey stored = site.fixture.stored(UUID.fromString(created.at("/key/id")));
    assertThat(stored.owner()).isEqualTo(AdminApplication.EVE);
    assertThat(stored.networks()).containsExactly(Network.parse("10.0.0.0/8"));
    String token = created.at("/token");
    assertThat(site.fixture.sallyport.authenticator().keyOf(Secret.of(token)))
        .contains(stored.id());
    Answer shown = root.get("/keys/" + stored.id());
    assertThat(shown.json()).isEqualTo(created.json().path("key"));
    assertThat(shown.body()).doesNotContain(token);
  }

  @Test
  void findsKeysOfTokensWithReadScopeAndLimitsTheSearches() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    Map<String, Object> known = Map.of("token", key.token().reveal());
    Map<String, Object> unknown = Map.of("token", "a token of no key");
    Caller reader = site.as(site.fixture.create(AdminApplication.ROOT, "admin:read"));
    for (int i = 0; i < 50; i++) {
      assertThat(reader.post("/keys/find", known).at("/id")).isEqualTo(key.key().id().toString());
      assertThat(reader.post("/keys/find", unknown).status()).isEqualTo(404);
    }
    for (Map<String, Object> token : List.of(known, unknown)) {
      Answer limited = reader.post("/keys/find", token);
      assertThat(limited.status()).isEqualTo(429);
      assertThat(limited.problem()).isEqualTo("too-many-attempts");
      assertThat(limited.header("Retry-After")).matches("[1-9][0-9]?");
      assertThat(limited.body()).contains("Too many searches for tokens");
    }
    assertThat(reader.get("/keys").status()).isEqualTo(200);
    site.fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(reader.post("/keys/find", known).status()).isEqualTo(200);
  }

  @Test
  void appliesRequestedLifetime() throws Exception {
    assertThat(expiry(Map.of("name", "by default"))).isEqualTo("null");
    assertThat(expiry(Map.of("name", "for", "ttl", "1h")))
        .isEqualTo(AdminApplication.NOW.plus(Duration.ofHours(1)).toString());
    assertThat(expiry(Collections.singletonMap("expiresAt", null), "name", "ever"))
        .isEqualTo("null");
    Map<String, Object> both =
        Map.of("name", "both", "ttl", "1h", "expiresAt", "2031-01-01T00:00Z");
    assertThat(root.post("/keys", both).status()).isEqualTo(400);
    assertThat(root.post("/keys", Map.of("name", "two", "ttl", "1h", "expiresIn", "1h")).status())
        .isEqualTo(400);
    Answer fixed = root.post("/keys", Map.of("name", "fixed", "expiresIn", "3h"));
    assertThat(fixed.at("/key/expiresAt"))
        .isEqualTo(AdminApplication.NOW.plus(Duration.ofHours(3)).toString());
    assertThat(fixed.at("/key/renewable")).isEqualTo("false");
    Map<String, Object> past = Map.of("name", "past", "expiresAt", "2001-01-01T00:00:00Z");
    assertThat(root.post("/keys", past).problem()).isEqualTo("expiry-in-the-past");
  }

  @Test
  void rejectsExpiryInThePast() throws Exception {
    String path = "/keys/" + ofRoot.key().id();
    for (String member : List.of("ttl", "expiresIn")) {
      Answer created = root.post("/keys", Map.of("name", "dead", member, "0"));
      assertThat(created.status()).as(created.body()).isEqualTo(400);
      assertThat(created.at("/detail")).contains("longer than 0");
      assertThat(root.patch(path, "*", Map.of(member, "0s")).status()).isEqualTo(400);
    }
    assertThat(names("?q=dead")).isEmpty();
    assertThat(root.get(path).at("/expiresAt")).isEqualTo("null");
  }

  private String expiry(Map<String, Object> body, String... more) throws Exception {
    Map<String, Object> all = new HashMap<>(body);
    if (more.length == 2) {
      all.put(more[0], more[1]);
    }
    return root.post("/keys", all).at("/key/expiresAt");
  }

  @Test
  void createsKeysOnlyForActiveStaff() throws Exception {
    site.fixture.sallyport.ownerManager().removeStaff(AdminApplication.ADA);
    site.fixture.sallyport.ownerManager().deactivateUser(AdminApplication.BOB);
    assertThat(makeFor("ada", AdminApplication.ACCOUNT)).isEqualTo("owner-not-staff");
    assertThat(makeFor("bob", AdminApplication.ACCOUNT)).isEqualTo("owner-inactive");
    assertThat(makeFor("eve", AdminApplication.ACCOUNT)).isEqualTo("owner-unknown");
  }

  private String makeFor(String username, String account) throws Exception {
    Map<String, Object> owner = Map.of("userId", username, "accountId", account);
    Answer answer = root.post("/keys", Map.of("name", "made", "owner", owner));
    assertThat(answer.status()).isEqualTo(422);
    return answer.problem();
  }

  @Test
  void changesOnlyNamedProperties() throws Exception {
    Created key =
        site.fixture.create(
            CreateKeyRequest.of(AdminApplication.ADA, "before")
                .description("d")
                .tags(List.of("t"))
                .lifetime(expiringAfterDays(9)));
    String path = "/keys/" + key.key().id();
    Answer edited = root.patch(path, "\"0\"", Map.of("name", "after", "active", false));
    assertThat(edited.at("/name")).isEqualTo("after");
    assertThat(edited.at("/description")).isEqualTo("d");
    assertThat(edited.at("/state")).isEqualTo("inactive");
    assertThat(edited.at("/tags/0")).isEqualTo("t");
    assertThat(edited.header("ETag")).isEqualTo("\"1\"");
    Map<String, Object> away = new HashMap<>();
    List.of("description", "tags", "expiresAt").forEach(name -> away.put(name, null));
    Answer without = root.patch(path, "\"1\"", away);
    assertThat(without.at("/description")).isEmpty();
    assertThat(without.json().path("tags")).isEmpty();
    assertThat(without.json().path("expiresAt").isNull()).isTrue();
    Answer nameless = root.patch(path, "*", Collections.singletonMap("name", null));
    assertThat(nameless.status()).isEqualTo(400);
  }

  @Test
  void requiresCurrentVersionForEdits() throws Exception {
    String path = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id();
    Answer blind = root.json("PATCH", path, Map.of("name", "x"));
    assertThat(blind.status()).isEqualTo(428);
    String seen = root.get(path).header("ETag");
    assertThat(root.patch(path, seen, Map.of("name", "first")).status()).isEqualTo(200);
    Answer late = root.patch(path, seen, Map.of("name", "second"));
    assertThat(late.status()).isEqualTo(412);
    assertThat(root.get(path).at("/name")).isEqualTo("first");
    for (String none :
        List.of("W/\"1\"", "1", "\"x\"", "\"01e1\"", "", "\"99999999999999999999\"")) {
      assertThat(root.patch(path, none, Map.of("name", "third")).status()).as(none).isEqualTo(412);
    }
    assertThat(root.patch(path, "\"7\", \"1\"", Map.of("name", "one of them")).status())
        .isEqualTo(200);
  }

  @Test
  void checksIfMatchInOtherChanges() throws Exception {
    String path = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id();
    for (String action : List.of("activate", "deactivate", "toggle", "rotate")) {
      Answer answer = root.send("POST", path + "/" + action, "", "If-Match", "\"5\"");
      assertThat(answer.status()).as(action).isEqualTo(412);
    }
    assertThat(root.delete(path, "If-Match", "\"5\"").status()).isEqualTo(412);
    Answer off = root.send("POST", path + "/toggle", "", "If-Match", "\"0\"");
    assertThat(off.at("/state")).isEqualTo("inactive");
    assertThat(root.delete(path, "If-Match", "\"1\"").status()).isEqualTo(204);
    assertThat(root.get(path).status()).isEqualTo(404);
    assertThat(root.delete(path).status()).isEqualTo(404);
  }

  @Test
  void rotatesWithAndWithoutOverlap() throws Exception {
    Created old = site.fixture.create(AdminApplication.ADA, "chat:read");
    Answer rotated = root.post("/keys/" + old.key().id() + "/rotate");
    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.at("/key/predecessor")).isEqualTo(old.key().id().toString());
    assertThat(rotated.at("/key/scopes/0")).isEqualTo("chat:read");
    assertThat(rotated.at("/key/overlapFromFirstUseSeconds")).isEqualTo("null");
    assertThat(site.fixture.stored(old.key().id()).expiresAt())
        .isEqualTo(AdminApplication.NOW.plus(Duration.ofHours(24)));
    Answer again = root.post("/keys/" + old.key().id() + "/rotate");
    assertThat(again.problem()).isEqualTo("rotated-key");
    String next = "/keys/" + rotated.at("/key/id");
    assertThat(root.post(next + "/rotate", Map.of("overlap", "0")).status()).isEqualTo(201);
    assertThat(root.get(next).at("/active")).isEqualTo("false");
    assertThat(root.post(next + "/rotate").problem()).isEqualTo("inactive-key");
    assertThat(root.post(next + "/rotate", Map.of("overlap", "1y")).status()).isEqualTo(400);
  }

  @Test
  void returnsOverlapFromFirstUse() throws Exception {
    Created old = site.fixture.create(AdminApplication.ADA);

    Answer rotated =
        root.post(
            "/keys/" + old.key().id() + "/rotate", Map.of("overlap", "36h", "fromFirstUse", true));

    assertThat(rotated.at("/key/overlapFromFirstUseSeconds")).isEqualTo("129600");
  }

  @Test
  void appliesBulkActionsToAllOrNone() throws Exception {
    String one = site.fixture.create(AdminApplication.ADA).key().id().toString();
    String two = site.fixture.create(AdminApplication.EVE).key().id().toString();
    Map<String, Object> off = Map.of("action", "deactivate", "ids", List.of(one, two, one));
    assertThat(root.post("/keys/bulk", off).all("/changed", "id")).containsExactly(one, two);
    assertThat(root.post("/keys/bulk", off).all("/unchanged", "id")).containsExactly(one, two);
    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of("action", "deactivate", "ids", List.of()),
            Map.of("action", "explode", "ids", List.of(one)),
            Map.of("action", "delete", "ids", List.of("no id")),
            Map.of("action", "delete", "ids", manyIds()),
            Map.of("ids", List.of(one)))) {
      assertThat(root.post("/keys/bulk", bad).status()).isEqualTo(400);
    }
    assertThat(root.get("/keys/" + one).status()).isEqualTo(200);
  }

  private static List<String> manyIds() {
    return Stream.generate(() -> UUID.randomUUID().toString()).limit(501).toList();
  }

  @Test
  void rejectsOtherSpellingsOfIds() throws Exception {
    String id = ofRoot.key().id().toString();
    for (String other : List.of(id.toUpperCase(Locale.ROOT), id.substring(1), "1-1-1-1-1")) {
      assertThat(root.get("/keys/" + other).status()).as(other).isEqualTo(404);
    }
  }

  private List<String> names(String query) throws Exception {
    return root.get("/keys" + query).all("/items", "name");
  }

  private static Lifetime expiringAfterDays(int days) {
    return new Lifetime.For(Duration.ofDays(days));
  }

  @Test
  void limitsNumberOfVersions() throws Exception {
    String path = "/keys/" + site.fixture.create(AdminApplication.ADA).key().id();
    String nine = "\"7\", W/\"0\", \"x\", \"8\", \"9\", \"8\", \"6\", \"5\", ";
    assertThat(root.patch(path, nine + "\"0\"", Map.of("name", "new")).status()).isEqualTo(200);
    assertThat(root.patch(path, nine + "\"99\"", Map.of("name", "no")).status()).isEqualTo(412);
    for (String many : List.of("\"1\",".repeat(10) + "\"1\"", "\"" + "1".repeat(500) + "\"")) {
      for (Answer answer :
          List.of(
              root.patch(path, many, Map.of("name", "no")),
              root.delete(path, "If-Match", many),
              root.send("POST", path + "/toggle", "", "If-Match", many))) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/detail")).contains("If-Match");
      }
    }
  }
}
