package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests sign-in, use and sign-out on all containers. */
class ContainersTest {
  private static final String PASSWORD = "m\u00e4ny words in a row";
  private static final String SESSION = AdminSessions.COOKIE;

  private static AdminSite open(AdminContainer.Kind kind, String transport) throws Exception {
    AdminApplication fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    return new AdminSite(
        kind,
        fixture,
        new AdminServlet(),
        Map.of("admin-sign-in", "directory", "admin-grantable-scopes", "chat:*"),
        Map.of("exempt-paths", "/admin/*", "insecure-transport", transport),
        "/admin/*");
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void signsInCreatesKeyAndSignsOut(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind, "allow")) {
      ConsoleCaller ada = new ConsoleCaller(site);
      assertThat(ada.get("").header("Location")).isEqualTo("/admin/");
      assertThat(ada.get("/keys?q=a+b").header("Location"))
          .isEqualTo("/admin/sign-in?next=%2Fkeys%3Fq%3Da%2Bb");
      Answer entered = ada.signIn("ada", PASSWORD);
      assertThat(entered.status()).isEqualTo(303);
      assertThat(entered.header("Location")).isEqualTo("/admin/");
      assertThat(entered.response().headers().allValues("Set-Cookie"))
          .anyMatch(
              it ->
                  it.matches(
                      "sallyport-admin=[\\w-]{43}\\.[\\w-]{43}; Path=/admin; HttpOnly; SameSite=Strict"));
      Answer page = ada.get("/keys");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");

      Map<String, String> fields = Map.of("name", "Schl\u00fcssel \ud83d\udd11", "life", "90d");
      assertThat(ada.forge("/keys/new", fields).status()).as("no token").isEqualTo(403);
      Answer created = ada.send("/keys/new", fields);
      assertThat(created.status()).isEqualTo(200);
      assertThat(ada.get("/keys").body()).contains("Schl\u00fcssel \ud83d\udd11");

      String token = ConsoleCaller.token(page);
      assertThat(api(site, ada, "X-CSRF-Token", "x").problem()).isEqualTo("cross-site");
      assertThat(api(site, ada, "X-CSRF-Token", token).status()).isEqualTo(201);

      ConsoleCaller thief = new ConsoleCaller(site);
      thief.setCookie(SESSION, ada.cookie(SESSION));
      assertThat(ada.send("/sign-out", Map.of()).header("Location")).isEqualTo("/admin/sign-in");
      assertThat(ada.cookie(SESSION)).isEmpty();
      assertThat(thief.get("/keys").status()).isEqualTo(303);
    }
  }

  private static Answer api(AdminSite site, ConsoleCaller caller, String... headers)
      throws Exception {
    return site.with("Cookie", SESSION + "=" + caller.cookie(SESSION))
        .post("/keys", Map.of("name", "by script"), headers);
  }

  @ParameterizedTest
  @EnumSource(AdminContainer.Kind.class)
  void rejectsForgedRequestsAndInsecureTransport(AdminContainer.Kind kind) throws Exception {
    try (AdminSite site = open(kind, "deny")) {
      ConsoleCaller ada = new ConsoleCaller(site);
      ada.signIn("ada", PASSWORD);
      String cookie = SESSION + "=" + ada.cookie(SESSION);
      List<String> twice = List.of("Cookie", cookie + "; " + SESSION + "=planted");
      assertThat(site.send("GET", "/admin/keys", twice, "").status()).isEqualTo(303);
      assertThat(ada.get("/keys", "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
      for (ConsoleCaller client : List.of(ada, new ConsoleCaller(site))) {
        assertThat(client.forge("/sign-in?password=x", Map.of()).status()).isEqualTo(400);
      }
      assertThat(ada.get("/keys").status()).isEqualTo(200);
      Answer rejected = ada.get("/keys", "X-Forwarded-For", "192.0.2.1");
      assertThat(rejected.status()).isEqualTo(403);
      assertThat(rejected.header("Set-Cookie")).isEmpty();
      assertThat(ada.get("/keys").status()).as("ended after insecure transport").isEqualTo(303);
    }
  }
}
