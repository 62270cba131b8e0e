package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that responses contain the canonical path, whatever spelling the client uses. */
class CanonicalPathTest {
  private static final String BASE = "/app/admin";

  private static AdminSite open(AdminContainer.Kind kind) throws Exception {
    AdminApplication fixture = new AdminApplication();
    fixture
        .sallyport
        .ownerManager()
        .setPassword(AdminApplication.ADA, Secret.of("many words in a row"));
    return new AdminSite(
        kind,
        "/app",
        fixture,
        new AdminServlet(),
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString()),
        Map.of("exempt-paths", "/admin/*"),
        "/admin/*");
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void rejectsOtherSpellingsOfItsPath(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      Created key = site.fixture.create(AdminApplication.ROOT, "*");
      List<String> token = List.of("Authorization", "Token " + key.token().reveal());
      for (String path :
          List.of(
              "/y/;Domain=example.com;z=/..;/app/admin",
              "/;Domain=example.com/app/admin",
              "/app;Domain=example.com/admin",
              "/app/admin;Domain=example.com",
              "/app/x;Domain=example.com/../admin",
              "//app/admin",
              "/app//admin",
              "/app/./admin",
              "/%61pp/admin",
              "/app/%61dmin")) {
        for (String below : List.of("", "/", "/sign-in", "/keys", "/api/v1/keys")) {
          boolean isApi = below.startsWith("/api");
          assertRejected(
              site.send("GET", path + below, isApi ? token : List.of(), ""), path + below);
        }
      }
    }
  }

  private static void assertRejected(Answer answer, String path) {
    // 401 comes from the filter, which exempts only the canonical spelling of the path.
    assertThat(answer.status()).as(path + answer.body()).isIn(400, 401, 404);
    for (String header : List.of("Set-Cookie", "Location", "Link")) {
      assertThat(answer.header(header)).as(path).isEmpty();
    }
    assertThat(answer.body()).doesNotContain("href=\"" + path);
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void usesConfiguredPath(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind)) {
      ConsoleCaller ada = new ConsoleCaller(site, BASE);
      assertThat(ada.get("").header("Location")).isEqualTo(BASE + "/");
      Answer page = ada.get("/sign-in");
      assertThat(page.body()).contains("action=\"" + BASE + "/sign-in\"");
      assertThat(page.header("Set-Cookie")).contains("; Path=" + BASE + ";");
      Answer entered = ada.signIn("ada", "many words in a row");
      assertThat(entered.header("Location")).isEqualTo(BASE + "/");
      assertThat(entered.response().headers().allValues("Set-Cookie"))
          .allMatch(it -> it.contains("; Path=" + BASE + ";"));
      Answer created = ada.send("/keys/new", Map.of("name", "x", "life", "90d"));
      assertThat(created.body()).containsPattern("http://127\\.0\\.0\\.1:[0-9]+/app/[^a]");
      List<String> token =
          List.of(
              "Authorization",
              "Token " + site.fixture.create(AdminApplication.ROOT, "*").token().reveal(),
              "Content-Type",
              "application/json");
      String api = BASE + "/api/v1";
      Answer key = site.send("POST", api + "/keys", token, "{\"name\":\"x\"}");
      assertThat(key.header("Location")).startsWith(api + "/keys/");
      assertThat(site.send("GET", api + "/keys", token, "").header("Link"))
          .startsWith("<" + api + "/keys?");
      assertThat(site.send("GET", api + "/openapi.json", token, "").at("/servers/0/url"))
          .isEqualTo(api);
    }
  }
}
