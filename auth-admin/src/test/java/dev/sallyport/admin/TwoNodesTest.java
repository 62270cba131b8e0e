package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests consoles on two nodes with one store, to which a load balancer sends requests in turn. */
class TwoNodesTest {
  private static final String PASSWORD = "many words in a row";
  private static final Map<String, String> SETTINGS =
      Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
  private static final Pattern TOKEN = Pattern.compile("id=\"token\" value=\"(sp_\\w+)\"");

  private AdminApplication fixture;
  private AdminSite site;
  private AdminSite otherSite;
  private ConsoleCaller one;
  private ConsoleCaller other;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    Sallyport node =
        Sallyport.builder(fixture.backend)
            .ignoreEnvironment()
            .clock(fixture.clock)
            .digester(Digester.sha512())
            .build();
    site = new AdminSite(fixture, new AdminServlet(), SETTINGS);
    otherSite = new AdminSite(new AdminApplication(node), new AdminServlet(), SETTINGS);
    one = new ConsoleCaller(site);
    other = one.at(otherSite);
    one.signIn("root", PASSWORD);
  }

  @AfterEach
  void stop() {
    otherSite.close();
    site.close();
  }

  private long keys() {
    return fixture.sallyport.keys().list(ApiKeyQuery.all()).total();
  }

  private static Map<String, String> form(Answer page, Map<String, String> input) {
    Map<String, String> fields = ConsoleCaller.hiddenFields(page);
    fields.putAll(input);
    return fields;
  }

  private static String token(Answer page) {
    Matcher token = TOKEN.matcher(page.body());
    return token.find() ? token.group(1) : "";
  }

  @Test
  void acceptBothPagesAndFormsOfASession() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id();
    for (int i = 0; i < 3; i++) {
      assertThat(one.get("/keys").status()).isEqualTo(200);
      assertThat(other.get("/keys").status()).isEqualTo(200);
    }
    Map<String, String> edit =
        form(one.get(path + "/edit"), Map.of("name", "another name", "life", ""));
    assertThat(other.forge(path + "/edit", edit).status()).isEqualTo(303);
    assertThat(one.get("/sign-in").header("Location")).isEqualTo("/admin/");
    assertThat(one.get(path).body()).contains("another name", "Changes saved.");
    assertThat(other.get(path).body()).contains("another name").doesNotContain("Changes saved.");
  }

  @Test
  void showAFlashMessageOnceOnEither() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id() + "/switch";
    one.send(path, Map.of("to", "off", "back", "list"));
    assertThat(other.get("/keys").body()).contains("is deactivated.", ">Undo<");
    assertThat(one.get("/keys").body()).doesNotContain("is deactivated.");
  }

  @Test
  void createAKeyOnceByAFormOfTheOther() throws Exception {
    Answer page = one.get("/keys/new");
    Map<String, String> form = form(page, Map.of("name", "x", "life", "7d"));
    Answer created = other.forge("/keys/new", form);
    assertThat(created.status()).isEqualTo(200);
    assertThat(token(created)).isNotEmpty();
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    String key = ConsoleCaller.pathOfKey(created);
    for (ConsoleCaller node : List.of(one, other)) {
      Answer repeated = node.forge("/keys/new", form);
      assertThat(repeated.status()).isEqualTo(409);
      assertThat(repeated.body())
          .contains("This key was already created", "/admin" + key + "\"", key + "/rotate\"")
          .doesNotContain(token(created), "id=\"token\"");
    }
    assertThat(keys()).isEqualTo(1);
    fixture.sallyport.keys().delete(UUID.fromString(key.substring("/keys/".length())));
    Answer deleted = other.forge("/keys/new", form);
    assertThat(deleted.status()).isEqualTo(409);
    assertThat(deleted.body()).contains("deleted since");
    assertThat(keys()).isZero();
    assertThat(form(one.get("/keys/new"), Map.of()).get("form")).isNotEqualTo(form.get("form"));
  }

  /** The history of a deleted key is found by its id. */
  @Test
  void letNoFormChooseTheIdOfAKey() throws Exception {
    Created old = fixture.create(AdminApplication.BOB);
    fixture.sallyport.keys().delete(old.key().id());
    for (String formId :
        List.of(old.key().id().toString(), "00000000-0000-0000-0000-000000000000")) {
      Answer created = one.send("/keys/new", Map.of("name", "x", "life", "7d", "form", formId));
      assertThat(created.status()).as(formId).isEqualTo(200);
      assertThat(ConsoleCaller.pathOfKey(created)).isNotEqualTo("/keys/" + formId);
    }
    assertThat(keys()).isEqualTo(2);
  }

  /** It would be created again by each repetition. */
  @Test
  void createNoKeyByAFormWithoutItsId() throws Exception {
    for (String formId : List.of("", "x")) {
      Map<String, String> form = Map.of("name", "a name", "life", "7d", "form", formId);
      Answer again = one.send("/keys/new", form);
      assertThat(again.status()).as(formId).isEqualTo(422);
      assertThat(again.body()).contains("The form was incomplete", "value=\"a name\"");
      assertThat(keys()).isZero();
    }
    Answer again = one.send("/keys/new", Map.of("name", "x", "life", "7d", "form", ""));
    Map<String, String> next = form(again, Map.of("name", "x", "life", "7d"));
    assertThat(one.forge("/keys/new", next).status()).isEqualTo(200);
    assertThat(one.forge("/keys/new", next).status()).isEqualTo(409);
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void rotateNoKeyByAFormWithoutItsVersion() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id() + "/rotate";
    for (String version : List.of("", "x", "-1")) {
      Map<String, String> form = Map.of("overlap", "24h", "version", version);
      assertThat(one.send(path, form).status()).as(version).isEqualTo(422);
    }
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void keepTheFormIdWhileInputIsCorrected() throws Exception {
    Map<String, String> form = form(one.get("/keys/new"), Map.of("name", "", "life", "7d"));
    Answer wrong = other.forge("/keys/new", form);
    assertThat(wrong.status()).isEqualTo(422);
    Map<String, String> corrected = form(wrong, Map.of("name", "x", "life", "7d"));
    assertThat(corrected.get("form")).isEqualTo(form.get("form"));
    assertThat(one.forge("/keys/new", corrected).status()).isEqualTo(200);
    form.put("name", "x");
    assertThat(other.forge("/keys/new", form).status()).isEqualTo(409);
  }

  @Test
  void rotateAKeyOnce() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id() + "/rotate";
    Map<String, String> form = form(one.get(path), Map.of("overlap", "24h"));
    Answer rotated = other.forge(path, form);
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(token(rotated)).isNotEmpty();
    UUID id = Objects.requireNonNull(fixture.stored(key.key().id()).rotation().successorId());
    ApiKey successor = fixture.stored(id);
    assertThat(ConsoleCaller.pathOfKey(rotated)).isEqualTo("/keys/" + successor.id());
    Answer repeated = one.forge(path, form);
    assertThat(repeated.status()).isEqualTo(409);
    assertThat(repeated.body())
        .contains("This key was already rotated, so nothing was done.")
        .contains("shown then to the person who rotated it")
        .contains("/admin/keys/" + successor.id() + "\"")
        .contains("/admin/keys/" + successor.id() + "/rotate\"")
        .doesNotContain("id=\"token\"");
    fixture.sallyport.keys().delete(successor.id());
    Answer withoutSuccessor = one.forge(path, form);
    assertThat(withoutSuccessor.status()).isEqualTo(422);
    assertThat(keys()).isEqualTo(1);
    Map<String, String> again = form(withoutSuccessor, Map.of("overlap", "24h"));
    assertThat(other.forge(path, again).status()).as("the version of now").isEqualTo(200);
  }

  @Test
  void endASessionTogether() throws Exception {
    ConsoleCaller thief = new ConsoleCaller(site);
    thief.setCookie(AdminSessions.COOKIE, one.cookie(AdminSessions.COOKIE));
    assertThat(thief.get("/keys").status()).isEqualTo(200);
    other.send("/sign-out", Map.of());
    assertThat(thief.get("/keys").status()).isEqualTo(303);
    assertThat(one.get("/keys").status()).isEqualTo(303);
  }

  @Test
  void acceptTheConfirmationAndTheFormsBeforeIt() throws Exception {
    fixture.clock.advance(Duration.ofMinutes(6));
    Map<String, String> input = Map.of("name", "x", "life", "7d", "scopes", "*");
    Map<String, String> form = form(one.get("/keys/new"), input);
    Map<String, String> next = form(one.get("/keys/new"), input);
    Answer asked = one.forge("/keys/new", form);
    assertThat(asked.status()).isEqualTo(403);
    String before = one.cookie(AdminSessions.COOKIE);
    form.put("step-up-password", PASSWORD);
    assertThat(other.forge("/keys/new", form).status()).isEqualTo(200);
    assertThat(one.cookie(AdminSessions.COOKIE)).isNotEqualTo(before);
    ConsoleCaller thief = new ConsoleCaller(otherSite);
    thief.setCookie(AdminSessions.COOKIE, before);
    assertThat(thief.get("/keys").status()).as("the old cookie").isEqualTo(303);
    assertThat(one.forge("/keys/new", next).status()).as("confirmed, old tab").isEqualTo(200);
  }

  @Test
  void endAnIdleSessionTogether() throws Exception {
    fixture.clock.advance(Duration.ofMinutes(20));
    assertThat(other.get("/keys").status()).isEqualTo(200);
    fixture.clock.advance(Duration.ofMinutes(20));
    assertThat(one.get("/keys").status()).as("used at the other").isEqualTo(200);
    fixture.clock.advance(Duration.ofMinutes(31));
    assertThat(one.get("/keys").status()).isEqualTo(303);
    assertThat(other.get("/keys").status()).isEqualTo(303);
  }

  @Test
  void endTheOtherSessionsAfterAPasswordChange() throws Exception {
    ConsoleCaller elsewhere = new ConsoleCaller(otherSite);
    elsewhere.signIn("root", PASSWORD);
    Map<String, String> change =
        Map.of("old", PASSWORD, "password", "battery staple", "again", "battery staple");
    assertThat(one.send("/password", change).status()).isEqualTo(303);
    assertThat(other.get("/").body()).contains("All your other sessions have ended.");
    assertThat(elsewhere.get("/keys").status()).isEqualTo(303);
  }

  @Test
  void endSessionsOfDeletedUsers() throws Exception {
    fixture.sallyport.ownerManager().deleteUser(AdminApplication.ROOT);
    fixture.addUser(AdminApplication.ROOT, true);
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    assertThat(one.get("/keys").status()).isEqualTo(303);
    assertThat(other.get("/keys").status()).isEqualTo(303);
  }
}
