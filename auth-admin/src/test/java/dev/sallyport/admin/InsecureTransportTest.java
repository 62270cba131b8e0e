package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests insecure transport. A proxy's header simulates a remote client. */
class InsecureTransportTest {
  private static final String PASSWORD = "many words in a row";
  private static final String[] FROM_AFAR = {"X-Forwarded-For", "192.0.2.1"};

  private AdminApplication fixture;
  private AdminSite site;
  private ConsoleCaller caller;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    site = open("deny");
    caller = new ConsoleCaller(site);
  }

  private AdminSite open(String policy) throws Exception {
    Map<String, String> ofFilter = Map.of("exempt-paths", "/admin/*", "insecure-transport", policy);
    return new AdminSite(
        fixture, new AdminServlet(), Map.of("admin-sign-in", "directory"), ofFilter);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void showsNoPagesAndSetsNoCookie() throws Exception {
    for (String path : List.of("/", "/sign-in", "/keys", "/no/such")) {
      Answer rejected = caller.get(path, FROM_AFAR);
      assertThat(rejected.status()).as(path).isEqualTo(403);
      assertThat(rejected.body()).contains("an address with https").doesNotContain("<form");
      assertThat(rejected.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void rejectsPasswords() throws Exception {
    for (String password : List.of(PASSWORD, "a wrong password")) {
      Map<String, String> fields = Map.of("username", "ada", "password", password);
      Answer rejected = caller.send("/sign-in", fields, FROM_AFAR);
      assertThat(rejected.status()).isEqualTo(403);
      assertThat(rejected.body()).contains("treat it as compromised");
      assertThat(rejected.header("Set-Cookie")).isEmpty();
    }
    assertThat(fixture.lastEntry().record().action()).isEqualTo("user.password-set");
    assertThat(caller.signIn("ada", PASSWORD).status()).as("local client").isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/keys", "/api/v1/whoami"})
  void endsSessionSentInsecurely(String path) throws Exception {
    caller.signIn("ada", PASSWORD);
    assertThat(caller.get(path).status()).isEqualTo(200);
    Answer rejected = caller.get(path, FROM_AFAR);
    assertThat(rejected.status()).isEqualTo(403);
    assertThat(rejected.header("Set-Cookie")).isEmpty();
    assertThat(caller.get(path).status()).isIn(303, 401);
  }

  /** Otherwise a client could cause a deletion of many rows. */
  @Test
  void endsNoSessionForSeveralCookies() throws Exception {
    caller.signIn("ada", PASSWORD);
    String pair = AdminSessions.COOKIE + "=" + caller.cookie(AdminSessions.COOKIE);
    List<String> headers = new ArrayList<>(List.of(FROM_AFAR));
    headers.addAll(List.of("Cookie", pair + "; " + pair));
    assertThat(site.send("GET", "/admin/keys", headers, "").status()).isEqualTo(403);
    assertThat(caller.get("/keys").status()).isEqualTo(200);
  }

  @Test
  void reportsProblemInApi() throws Exception {
    assertThat(site.with(FROM_AFAR).get("/whoami").problem()).isEqualTo("insecure-transport");
    assertThat(site.asNobody().get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void acceptsInsecureTransportIfAllowed() throws Exception {
    try (AdminSite lax = open("allow")) {
      ConsoleCaller ada = new ConsoleCaller(lax);
      Map<String, String> fields = Map.of("username", "ada", "password", PASSWORD);
      assertThat(ada.send("/sign-in", fields, FROM_AFAR).status()).isEqualTo(303);
      assertThat(ada.get("/keys", FROM_AFAR).status()).isEqualTo(200);
    }
  }

  @Test
  void setsSecureCookiesForForwardedHttps() throws Exception {
    try (AdminSite lax = open("allow")) {
      for (String proto : List.of("https", "HTTPS", "http, https")) {
        String cookie =
            new ConsoleCaller(lax).get("/sign-in", "X-Forwarded-Proto", proto).header("Set-Cookie");
        assertThat(cookie).as(proto).endsWith("; Secure");
      }
      String plain =
          new ConsoleCaller(lax).get("/sign-in", "X-Forwarded-Proto", "http").header("Set-Cookie");
      assertThat(plain).doesNotContain("Secure");
    }
  }
}
