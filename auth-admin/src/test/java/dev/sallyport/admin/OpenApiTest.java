package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.admin.rest.Router;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private final OpenApiDocument document = new OpenApiDocument();

  @Test
  void describesAllRoutes() {
    Set<String> routes = new TreeSet<>();
    Router.ofApi().routes().forEach(route -> routes.add(route.method() + " " + route.path()));
    assertThat(routes).hasSameSizeAs(Router.ofApi().routes());
    assertThat(document.operations()).isEqualTo(routes);
  }

  @Test
  void describesAllPathParameters() {
    for (String operation : document.operations()) {
      Set<String> named = new TreeSet<>();
      document
          .operation(operation)
          .path("parameters")
          .forEach(
              it -> {
                JsonNode parameter =
                    it.has("$ref") ? document.root.at(it.path("$ref").asText().substring(1)) : it;
                if (parameter.path("in").asText().equals("path")) {
                  named.add("{" + parameter.path("name").asText() + "}");
                }
              });
      Set<String> open = new TreeSet<>(List.of(operation.split("/")));
      open.removeIf(segment -> !segment.startsWith("{"));
      assertThat(named).as(operation).isEqualTo(open);
    }
  }

  @Test
  void containsValidAndUsedSchemas() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    String metaSchema = "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}";
    String text = document.root.toString();
    document
        .root
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              assertThat(registry.getSchema(metaSchema).validate(schema.getValue()))
                  .as(schema.getKey())
                  .isEmpty();
              assertThat(text).contains("\"#/components/schemas/" + schema.getKey() + "\"");
            });
  }

  @Test
  void describesErrorsOfEveryOperation() {
    assertThat(document.root.at("/components/responses/Failed").isObject()).isTrue();
    for (String operation : document.operations()) {
      assertThat(document.operation(operation).at("/responses/500/$ref").asText())
          .as(operation)
          .isEqualTo("#/components/responses/Failed");
    }
  }

  @Test
  void describesSuccessOfEveryOperation() throws Exception {
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
    try (AdminSite site = new AdminSite(new AdminApplication(), new AdminServlet(), settings)) {
      Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
      assertThat(root.get("/openapi.json").json()).isEqualTo(document.root);
      for (String path : List.of("/whoami", "/summary", "/health", "/usage", "/events")) {
        assertThat(root.get(path).status()).as(path).isEqualTo(200);
      }
      keys(root);
      owners(root);
      bindings(root, site);
      stepUp(site);
      Set<String> notYet = new TreeSet<>(document.operations());
      notYet.removeAll(site.document.succeeded);
      assertThat(notYet).as("operations without success").isEmpty();
    }
  }

  private static void keys(Caller root) throws Exception {
    Answer created =
        root.post(
            "/keys",
            Map.of(
                "name", "all of it",
                "description", "a description",
                "owner", OwnerView.of(AdminApplication.EVE),
                "scopes", List.of("chat:read"),
                "networks", List.of("10.0.0.0/8"),
                "tags", List.of("blue"),
                "ttl", "90d"));
    assertThat(created.status()).isEqualTo(201);
    String key = "/keys/" + created.at("/key/id");
    assertThat(root.get("/keys").json().path("total").asInt()).isEqualTo(2);
    assertThat(root.get(key).status()).isEqualTo(200);
    assertThat(root.post("/keys/find", Map.of("token", created.at("/token"))).at("/id"))
        .isEqualTo(created.at("/key/id"));
    assertThat(root.patch(key, "*", Map.of("name", "other")).status()).isEqualTo(200);
    for (String action : List.of("/deactivate", "/activate", "/toggle", "/toggle")) {
      assertThat(root.post(key + action).status()).as(action).isEqualTo(200);
    }
    Answer rotated = root.post(key + "/rotate", Map.of("overlap", "1h", "fromFirstUse", true));
    assertThat(rotated.status()).isEqualTo(201);
    for (String part : List.of("/events", "/usage", "/bindings")) {
      assertThat(root.get(key + part).status()).as(part).isEqualTo(200);
    }
    List<String> ids = List.of(rotated.at("/key/id"));
    assertThat(root.post("/keys/bulk", Map.of("action", "deactivate", "ids", ids)).status())
        .isEqualTo(200);
    assertThat(root.delete(key).status()).isEqualTo(204);
  }

  private static void owners(Caller root) throws Exception {
    String account = "2222-2222-2222";
    assertThat(root.post("/accounts", Map.of("accountId", account, "name", "New")).status())
        .isEqualTo(201);
    for (String path : List.of("/accounts", "/accounts/" + account, "/users")) {
      assertThat(root.get(path).status()).as(path).isEqualTo(200);
    }
    for (String action : List.of("/deactivate", "/activate")) {
      assertThat(root.post("/accounts/" + account + action).status()).isEqualTo(200);
    }
    Map<String, Object> user =
        Map.of(
            "accountId", account,
            "userId", "cy",
            "email", "cy@example.org",
            "staff", true,
            "password", "correct horse");
    Answer created = root.post("/users", user);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("hasPassword").asBoolean()).isTrue();
    assertThat(root.get("/accounts/2222-2222-2222/users/cy").json()).isEqualTo(created.json());
    for (String action : List.of("/deactivate", "/activate", "/demote", "/promote")) {
      assertThat(root.post("/accounts/2222-2222-2222/users/cy" + action).status())
          .as(action)
          .isEqualTo(200);
    }
    assertThat(
            root.put(
                    "/accounts/2222-2222-2222/users/cy/password",
                    Map.of("password", "battery staple"))
                .status())
        .isEqualTo(200);
    JsonNode without = root.delete("/accounts/2222-2222-2222/users/cy/password").json();
    assertThat(without.path("hasPassword").asBoolean()).isFalse();
    assertThat(root.delete("/accounts/2222-2222-2222/users/cy").json().path("users").asInt())
        .isEqualTo(1);
    assertThat(root.delete("/accounts/" + account).json().path("users").asInt()).isZero();
  }

  private static void stepUp(AdminSite site) throws Exception {
    String password = "correct horse";
    site.fixture.sallyport.ownerManager().setPassword(AdminApplication.BOB, Secret.of(password));
    ConsoleCaller bob = new ConsoleCaller(site);
    bob.signIn("bob", password);
    Caller session =
        site.with(
            "Cookie",
            AdminSessions.COOKIE + "=" + bob.cookie(AdminSessions.COOKIE),
            "X-CSRF-Token",
            ConsoleCaller.token(bob.get("/keys")));
    assertThat(session.post("/step-up", Map.of("password", password)).status()).isEqualTo(204);
  }

  private static void bindings(Caller root, AdminSite site) throws Exception {
    Created key = site.fixture.create(AdminApplication.ADA);
    assertThat(root.post("/bindings", Map.of("type", "llm-client", "name", "a b")).status())
        .isEqualTo(201);
    String resource = "/bindings/llm-client/a%20b";
    assertThat(root.get(resource).at("/name")).isEqualTo("a b");
    String binding = resource + "/keys/" + key.key().id();
    Answer bound = root.put(binding, Map.of());
    assertThat(bound.at("/groupIds/0")).isEqualTo(key.key().id().toString());
    assertThat(root.get("/bindings").json().path("items")).hasSize(1);
    assertThat(root.delete(binding).json().path("groupIds")).isEmpty();
    assertThat(root.delete(resource).status()).isEqualTo(204);
  }
}
