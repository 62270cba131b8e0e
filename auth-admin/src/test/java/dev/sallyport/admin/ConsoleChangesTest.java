package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests changes at the console and the messages about them. */
class ConsoleChangesTest extends SignedInUsers {
  private static final ResourceId RESOURCE = new ResourceId("room", "one");
  private static final Pattern BACK = Pattern.compile("name=\"back\" value=\"([^\"]*)\"");
  private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

  private String reason() {
    return fixture.lastEntry().record().reason();
  }

  private static String found(Pattern pattern, Answer page) {
    Matcher matcher = pattern.matcher(page.body());
    return matcher.find() ? matcher.group(1) : "";
  }

  @Test
  void showsThatKeysOfDemotedUserKeepWorking() throws Exception {
    Created key = fixture.create(AdminApplication.BOB);
    root.send(
        "/users/user",
        Map.of("account", AdminApplication.ACCOUNT, "user", "bob", "action", "demote"));
    List<String> token = List.of("Authorization", "Token " + key.token().reveal());
    assertThat(site.send("GET", "/elsewhere", token, "").status()).as("allowed").isEqualTo(404);
    Answer page = root.get("/users/user?account=1111-2222-3333&user=bob");
    assertThat(page.body())
        .contains("“bob” is no longer staff", "keep working until they are deactivated")
        .doesNotContain("keys are denied");
    assertThat(root.get("/users/user?account=1111-2222-3333&user=bob").body())
        .contains("keep working until they are deactivated");
  }

  @Test
  void deletesUserAfterConfirmation() throws Exception {
    fixture.create(AdminApplication.BOB);
    Answer question = root.get("/users/delete?account=1111-2222-3333&user=bob");
    assertThat(question.body())
        .contains("keys are deleted", "The audit log stays", "Type its name");
    assertThat(root.get("/users/user?account=1111-2222-3333&user=bob").body())
        .contains("/admin/users/delete?account=1111-2222-3333&amp;user=bob");
    Map<String, String> form =
        Map.of(
            "account", AdminApplication.ACCOUNT, "user", "bob", "reason", "left", "confirm", "bo");
    assertThat(root.send("/users/delete", form).status()).isEqualTo(422);
    assertThat(fixture.sallyport.ownerManager().user(AdminApplication.BOB)).isPresent();
    Map<String, String> typed =
        Map.of(
            "account", AdminApplication.ACCOUNT, "user", "bob", "reason", "left", "confirm", "bob");
    assertThat(root.send("/users/delete", typed).header("Location")).isEqualTo("/admin/users");
    assertThat(root.get("/users").body()).contains("“bob” is deleted, with 1 key.");
    assertThat(fixture.sallyport.ownerManager().user(AdminApplication.BOB)).isEmpty();
    assertThat(reason()).isEqualTo("left");
    assertThat(root.get("/users/delete?account=1111-2222-3333&user=bob").status()).isEqualTo(404);
  }

  @Test
  void deletesAccountAfterConfirmationButNotOwn() throws Exception {
    String page = "/accounts/account?account=";
    assertThat(root.get(page + AdminApplication.OTHER_ACCOUNT).body())
        .contains("/admin/accounts/delete?account=" + AdminApplication.OTHER_ACCOUNT);
    assertThat(root.get(page + AdminApplication.ACCOUNT).body())
        .doesNotContain("/admin/accounts/delete?account=");
    Created ofEve = fixture.create(AdminApplication.EVE);
    String question = "/accounts/delete?account=" + AdminApplication.OTHER_ACCOUNT;
    assertThat(root.get(question + "&user=unknown").body())
        .as("of all users")
        .contains("1 active key</strong> of the account stops working");
    fixture.sallyport.keys().delete(ofEve.key().id());
    Map<String, String> form =
        Map.of(
            "account", AdminApplication.OTHER_ACCOUNT, "confirm", AdminApplication.OTHER_ACCOUNT);
    root.send("/accounts/delete", form);
    assertThat(root.get("/accounts").body())
        .contains("is deleted, with 1 user, 0 keys and 0 resources.");
    Map<String, String> own =
        Map.of("account", AdminApplication.ACCOUNT, "confirm", AdminApplication.ACCOUNT);
    root.send("/accounts/delete", own);
    root.send(
        "/users/delete",
        Map.of("account", AdminApplication.ACCOUNT, "user", "root", "confirm", "root"));
    assertThat(root.get("/users").body()).contains("You would delete yourself.");
    assertThat(ada.get("/users/delete?account=1111-2222-3333&user=bob").status()).isEqualTo(403);
  }

  @Test
  void reportsResultOfBulkAction() throws Exception {
    Created own = fixture.create(AdminApplication.ADA);
    Created off = fixture.create(AdminApplication.BOB);
    fixture.sallyport.keys().deactivate(off.key().id());
    Created ofRoot = fixture.create(AdminApplication.ROOT);
    Created foreign = fixture.create(AdminApplication.EVE);
    String ids = "?id=%s&id=%s&id=%s&id=%s";
    String bulk =
        "/keys/bulk"
            + ids.formatted(own.key().id(), off.key().id(), ofRoot.key().id(), foreign.key().id());
    ada.send(bulk, Map.of("action", "off"));
    assertThat(ada.get("/keys").body())
        .contains(
            "1 key deactivated. 1 key already deactivated. 1 key not found."
                + " 1 key left unchanged: only superusers can change keys of superusers.");
    assertThat(fixture.stored(ofRoot.key().id()).active()).isTrue();
    String two = "/keys/bulk?id=%s&id=%s".formatted(own.key().id(), ofRoot.key().id());
    ada.send(two, Map.of("action", "delete", "confirm", "delete 2 keys"));
    assertThat(ada.get("/keys").body()).contains("1 key deleted. 1 key left unchanged");
    assertThat(fixture.sallyport.keys().get(ofRoot.key().id())).isPresent();
  }

  @Test
  void keepsAllFiltersOfLongestSearch() throws Exception {
    String text = "中".repeat(255);
    Created key =
        fixture.create(
            CreateKeyRequest.of(AdminApplication.ADA, text).tags(List.of("t".repeat(100))));
    String query =
        "?q=%s&state=active&account=%s&user=ada&tag=%s&sort=-expiry"
            .formatted(URLEncoder.encode(text, UTF_8), AdminApplication.ACCOUNT, "t".repeat(100));
    Answer list = root.get("/keys" + query);
    String back = found(BACK, list).replace("&amp;", "&");
    assertThat(back).isEqualTo(query);
    Answer done = root.send(pathOf(key) + "/switch", Map.of("to", "off", "back", back));
    assertThat(done.header("Location")).isEqualTo("/admin/keys" + query);
    Answer longer = root.get("/keys?q=" + "x".repeat(256));
    assertThat(longer.header("Location")).isEqualTo("/admin/keys");
    assertThat(root.get("/keys").body()).contains("Invalid search").doesNotContain("xxx");
  }

  @Test
  void offersUndoThatReturnsToAPageOfTheListOnly() throws Exception {
    Created key = fixture.create(AdminApplication.ADA);
    for (String back : List.of("//evil.example", "?q=\u007F", "\0", "x".repeat(5000))) {
      Map<String, String> off = Map.of("to", "off", "back", back);
      assertThat(root.send(pathOf(key) + "/switch", off).status()).isEqualTo(303);
      Answer page = root.get(pathOf(key));
      assertThat(page.body()).contains("is deactivated.", ">Undo<");
      assertThat(found(BACK, page)).isEmpty();
      Map<String, String> on =
          Map.of("action", "on", "id", key.key().id().toString(), "back", back);
      assertThat(root.send("/keys/bulk", on).status()).isEqualTo(303);
      Answer list = root.get("/keys");
      assertThat(list.body()).contains("1 key activated.", ">Undo<");
      assertThat(found(BACK, list)).isEmpty();
    }
  }

  @Test
  void showsConcurrentChangesAndSavesOnSecondTry() throws Exception {
    Created key = fixture.create(AdminApplication.ADA);
    String version = found(VERSION, root.get(pathOf(key) + "/edit"));
    KeyUpdate other = KeyUpdate.NOTHING.name("by another").description("theirs");
    fixture.sallyport.keys().edit(key.key().id(), key.key().version(), other);
    Map<String, String> mine = new LinkedHashMap<>();
    mine.put("name", "by me");
    mine.put("description", "theirs");
    mine.put("life", "keep");
    mine.put("version", version);
    Answer conflict = root.send(pathOf(key) + "/edit", mine);
    assertThat(conflict.status()).isEqualTo(422);
    assertThat(conflict.body())
        .contains("value=\"by me\"", "by another", "The key was changed in the meantime")
        .contains(pathOf(key) + "/edit\">Discard my changes and reload");
    assertThat(fixture.stored(key.key().id()).name()).isEqualTo("by another");
    mine.put("version", found(VERSION, conflict));
    assertThat(root.send(pathOf(key) + "/edit", mine).status()).isEqualTo(303);
    assertThat(fixture.stored(key.key().id()).name()).isEqualTo("by me");
    assertThat(fixture.stored(key.key().id()).description()).isEqualTo("theirs");
  }

  @Test
  void normalizesWhitespaceInConfirmation() throws Exception {
    Created key =
        fixture.create(CreateKeyRequest.of(AdminApplication.ADA, "two  blanks\u00a0here"));
    Answer other = ada.send(pathOf(key) + "/delete", Map.of("confirm", "twoblanks here"));
    assertThat(other.status()).isEqualTo(422);
    Answer deleted = ada.send(pathOf(key) + "/delete", Map.of("confirm", " two blanks here "));
    assertThat(deleted.status()).isEqualTo(303);
    assertThat(fixture.sallyport.keys().get(key.key().id())).isEmpty();
  }

  @Test
  void showsResourcesThatDeletionOfKeyWouldLock() throws Exception {
    Created key = fixture.create(AdminApplication.ADA);
    fixture.sallyport.resourceManager().create(AdminApplication.ACCOUNT, RESOURCE);
    assertThat(ada.get(pathOf(key) + "/delete").body())
        .doesNotContain("all requests there are denied");
    fixture.sallyport.resourceManager().bind(AdminApplication.ACCOUNT, RESOURCE, key.key().id());
    assertThat(ada.get(pathOf(key) + "/delete").body())
        .contains("all requests there are denied", RESOURCE.toString());
    Created successor =
        (Created)
            fixture
                .sallyport
                .keys()
                .rotate(key.key().id(), Rotation.overlapping(Duration.ofDays(1)))
                .orElseThrow();
    assertThat(ada.get(pathOf(key) + "/delete").body())
        .doesNotContain("all requests there are denied");
    fixture.sallyport.keys().delete(key.key().id());
    assertThat(ada.get(pathOf(successor) + "/delete").body())
        .contains("all requests there are denied");
  }

  @Test
  void showsResourcesThatDeletionOfKeysWouldLock() throws Exception {
    var resources = fixture.sallyport.resourceManager();
    resources.create(AdminApplication.ACCOUNT, RESOURCE);
    Created one = fixture.create(AdminApplication.ADA);
    Created two = fixture.create(AdminApplication.BOB);
    String both = "/keys/bulk?id=%s&id=%s".formatted(one.key().id(), two.key().id());
    Map<String, String> delete = Map.of("action", "delete");
    assertThat(ada.send(both, delete).body()).doesNotContain("all requests there are denied");
    resources.bind(AdminApplication.ACCOUNT, RESOURCE, one.key().id());
    resources.bind(AdminApplication.ACCOUNT, RESOURCE, two.key().id());
    assertThat(ada.send("/keys/bulk?id=" + one.key().id(), delete).body())
        .doesNotContain("all requests there are denied");
    assertThat(ada.send(both, delete).body())
        .contains("all requests there are denied", RESOURCE.toString());
    Rotation rotation = Rotation.overlapping(Duration.ofDays(1));
    Created next =
        (Created) fixture.sallyport.keys().rotate(two.key().id(), rotation).orElseThrow();
    assertThat(ada.send(both, delete).body()).doesNotContain("all requests there are denied");
    assertThat(ada.send(both + "&id=" + next.key().id(), delete).body())
        .contains("all requests there are denied");
    Created ofRoot = fixture.create(AdminApplication.ROOT);
    resources.bind(AdminApplication.ACCOUNT, RESOURCE, ofRoot.key().id());
    String all = both + "&id=" + next.key().id() + "&id=" + ofRoot.key().id();
    assertThat(ada.send(all, delete).body())
        .as("key that stays unchanged")
        .doesNotContain("all requests there are denied");
    assertThat(root.send(all, delete).body()).contains("all requests there are denied");
  }

  @Test
  void keepsInputOfRejectedForm() throws Exception {
    Map<String, String> user =
        Map.of(
            "account-id", AdminApplication.ACCOUNT,
            "user", "newcomer",
            "email", "new@example.com",
            "password", "short",
            "reason", "joins the team");
    Answer rejected = root.send("/users", user);
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.body())
        .contains("value=\"newcomer\"", "value=\"new@example.com\"", "value=\"joins the team\"")
        .contains("value=\"" + AdminApplication.ACCOUNT + "\"")
        .doesNotContain("value=\"short\"")
        .doesNotContain("name=\"staff\" value=\"on\" checked");
    Map<String, String> staff = new HashMap<>(user);
    staff.put("staff", "on");
    assertThat(root.send("/users", staff).body()).contains("name=\"staff\" value=\"on\" checked");
    assertThat(root.get("/users").body())
        .as("users are not staff by default")
        .contains("name=\"staff\" value=\"on\"")
        .doesNotContain("name=\"staff\" value=\"on\" checked");
    Map<String, String> account =
        Map.of("action", "create", "account", "1  2", "name", "Twelve", "reason", "because");
    assertThat(root.send("/accounts", account).body())
        .contains("value=\"1  2\"", "value=\"Twelve\"", "value=\"because\"");
    Created key = fixture.create(AdminApplication.ADA);
    Map<String, String> rotation = Map.of("overlap", "no", "from", "first-use");
    assertThat(ada.send(pathOf(key) + "/rotate", rotation).body())
        .contains("value=\"first-use\" checked");
  }

  @Test
  void rejectsDatesBeyondTheCalendar() throws Exception {
    Map<String, String> form = Map.of("name", "k", "life", "until", "until", "+999999999-12-31");
    assertThat(ada.send("/keys/new", form).status()).isEqualTo(422);
  }

  @Test
  void answers404ForMissingFileWithoutSession() throws Exception {
    ConsoleCaller unauthenticated = new ConsoleCaller(site);
    for (String path : List.of("/assets/0/console.css", "/assets/", "/assets/x.js?y=z")) {
      Answer answer = unauthenticated.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Location")).isEmpty();
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(root.get(path).status()).isEqualTo(404);
    }
  }

  @Test
  void countsExpiringKeysLikeTheApi() throws Exception {
    fixture.create(
        CreateKeyRequest.of(AdminApplication.ADA, "29 days")
            .lifetime(new Lifetime.For(Duration.ofDays(29))));
    fixture.create(
        CreateKeyRequest.of(AdminApplication.ADA, "31 days")
            .lifetime(new Lifetime.For(Duration.ofDays(31))));
    Created admin = fixture.create(AdminApplication.ROOT, "admin:read");
    assertThat(site.as(admin).get("/summary").json().path("expiringSoon").asInt()).isEqualTo(1);
    Answer list = root.get("/keys?state=expiring");
    assertThat(list.body())
        .contains("29 days", "Expires soon", "expires within 30 days")
        .doesNotContain("31 days");
    assertThat(root.get("/").body()).contains("1 key expires within 30 days");
  }

  @Test
  void asksBeforeUnbindingLastKey() throws Exception {
    var resources = fixture.sallyport.resourceManager();
    resources.create(AdminApplication.ACCOUNT, RESOURCE);
    Created one = fixture.create(AdminApplication.ADA);
    Created two = fixture.create(AdminApplication.ADA);
    for (Created key : List.of(one, two)) {
      ada.send(pathOf(key) + "/bind", Map.of("resource", "room/one"));
    }
    Map<String, String> unbind = new LinkedHashMap<>(Map.of("unbind", "room/one"));
    assertThat(ada.send(pathOf(one) + "/unbind", unbind).status())
        .as("not the last key")
        .isEqualTo(303);
    Answer question = ada.send(pathOf(two) + "/unbind", unbind);
    assertThat(question.status()).isEqualTo(200);
    assertThat(question.body())
        .contains(
            "the last key",
            "every key of account <span class=\"whole\">" + AdminApplication.ACCOUNT)
        .contains("unbound-resources=open");
    assertThat(resources.find(RESOURCE).map(Resource::isBound)).contains(true);
    unbind.put("confirm", "yes");
    assertThat(ada.send(pathOf(two) + "/unbind", unbind).status()).isEqualTo(303);
    assertThat(resources.find(RESOURCE).map(Resource::isBound)).contains(false);
    assertThat(ada.get(pathOf(two)).body()).contains("room/one is no longer bound to any key");
  }

  @Test
  void recordsReasonOfEveryChange() throws Exception {
    fixture.sallyport.resourceManager().create(AdminApplication.ACCOUNT, RESOURCE);
    Created key = fixture.create(AdminApplication.BOB);
    Map<String, Map<String, String>> changes = new LinkedHashMap<>();
    changes.put(pathOf(key) + "/switch", Map.of("to", "off"));
    changes.put("/keys/bulk?id=" + key.key().id(), Map.of("action", "on"));
    changes.put(pathOf(key) + "/bind", Map.of("resource", "room/one"));
    changes.put(pathOf(key) + "/unbind", Map.of("unbind", "room/one", "confirm", "yes"));
    changes.put("/accounts", Map.of("account", "1234-1234-1234"));
    String account = "/accounts/account?x=";
    changes.put(account + 1, Map.of("action", "off", "account", AdminApplication.OTHER_ACCOUNT));
    changes.put(account + 2, Map.of("action", "on", "account", AdminApplication.OTHER_ACCOUNT));
    changes.put("/users", Map.of("account-id", AdminApplication.ACCOUNT, "user", "new"));
    for (String action : List.of("off", "on", "promote", "demote", "password")) {
      Map<String, String> change =
          Map.of(
              "account",
              AdminApplication.ACCOUNT,
              "user",
              "new",
              "action",
              action,
              "password",
              PASSWORD);
      changes.put("/users/user#" + action, change); // a distinct map key; the fragment is not sent
    }
    int number = 0;
    for (var change : changes.entrySet()) {
      Map<String, String> fields = new LinkedHashMap<>(change.getValue());
      fields.put("reason", "x".repeat(501));
      long before = fixture.lastEntry().sequence();
      Answer tooLong = root.send(change.getKey(), fields);
      assertThat(tooLong.status()).as(change.getKey()).isIn(303, 422);
      String said =
          tooLong.status() == 422
              ? tooLong.body()
              : root.get(tooLong.header("Location").substring("/admin".length())).body();
      assertThat(said).as(change.getKey()).contains("Reason must have 0 to 500 characters");
      assertThat(fixture.lastEntry().sequence()).as(change.getKey()).isEqualTo(before);
      fields.put("reason", "Ticket " + ++number);
      assertThat(root.send(change.getKey(), fields).status()).as(change.getKey()).isEqualTo(303);
      assertThat(reason()).as(change.getKey()).isEqualTo("Ticket " + number);
    }
  }

  @Test
  void asksForReasonInFormsAndConfirmationsOnly() throws Exception {
    fixture.sallyport.resourceManager().create(AdminApplication.ACCOUNT, RESOURCE);
    Created key = fixture.create(AdminApplication.BOB);
    Pattern reason = Pattern.compile("name=\"reason\"[^>]*maxlength=\"500\"");
    String bob = "/users/user?account=1111-2222-3333&user=bob";
    String others = "/accounts/account?account=" + AdminApplication.OTHER_ACCOUNT;
    for (String page : List.of("/keys", pathOf(key), others, "/audit", "/")) {
      assertThat(reason.matcher(root.get(page).body()).find()).as(page).isFalse();
    }
    for (String page :
        List.of(
            "/keys/new",
            pathOf(key) + "/switch",
            pathOf(key) + "/edit",
            pathOf(key) + "/rotate",
            pathOf(key) + "/delete",
            "/accounts",
            others + "&confirm=off",
            "/users",
            bob,
            bob + "&confirm=off",
            bob + "&confirm=demote")) {
      assertThat(reason.matcher(root.get(page).body()).results().count()).as(page).isEqualTo(1);
    }
  }

  @Test
  void offersOnlyAllowedActions() throws Exception {
    Created ofRoot = fixture.create(AdminApplication.ROOT);
    Created bobs = fixture.create(AdminApplication.BOB);
    Created own = fixture.create(AdminApplication.ADA);
    String list = ada.get("/keys").body();
    assertThat(list)
        .doesNotContain("value=\"" + ofRoot.key().id() + "\"", pathOf(ofRoot) + "/switch")
        .contains("value=\"" + bobs.key().id() + "\"", pathOf(bobs) + "/switch");
    assertThat(ada.get(pathOf(ofRoot)).body())
        .doesNotContain(pathOf(ofRoot) + "/switch", pathOf(ofRoot) + "/edit\"")
        .doesNotContain(pathOf(ofRoot) + "/rotate", pathOf(ofRoot) + "/delete")
        .contains("Only superusers can change keys of superusers.");
    assertThat(ada.get(pathOf(bobs)).body())
        .contains(pathOf(bobs) + "/switch", pathOf(bobs) + "/edit", pathOf(bobs) + "/delete")
        .doesNotContain(pathOf(bobs) + "/rotate")
        .contains("create and rotate your own keys");
    assertThat(ada.get(pathOf(own)).body()).contains(pathOf(own) + "/rotate");
    assertThat(root.get(pathOf(own)).body()).contains(pathOf(own) + "/rotate");
    fixture.sallyport.keys().rotate(own.key().id(), Rotation.overlapping(Duration.ofDays(1)));
    assertThat(ada.get(pathOf(own)).body())
        .doesNotContain(pathOf(own) + "/rotate")
        .contains("The key already has a successor.");
    fixture.sallyport.ownerManager().removeStaff(AdminApplication.BOB);
    assertThat(root.get(pathOf(bobs)).body())
        .doesNotContain(pathOf(bobs) + "/rotate")
        .contains("API keys can only be created for staff users.");
  }

  @Test
  void offersNoBindingsOfSuperusersKeys() throws Exception {
    var resources = fixture.sallyport.resourceManager();
    resources.create(AdminApplication.ACCOUNT, RESOURCE);
    resources.create(AdminApplication.ACCOUNT, new ResourceId("room", "two"));
    Created ofRoot = fixture.create(AdminApplication.ROOT);
    resources.bind(AdminApplication.ACCOUNT, RESOURCE, ofRoot.key().id());
    assertThat(ada.get(pathOf(ofRoot)).body())
        .contains("room/one")
        .doesNotContain("name=\"unbind\"", "id=\"resource\"");
    assertThat(root.get(pathOf(ofRoot)).body()).contains("name=\"unbind\"", "id=\"resource\"");
    Map<String, String> unbind = Map.of("unbind", "room/one", "confirm", "yes");
    assertThat(ada.send(pathOf(ofRoot) + "/unbind", unbind).status()).isEqualTo(303);
    assertThat(ada.get(pathOf(ofRoot)).body()).contains("Only superusers may do this.");
    assertThat(resources.find(RESOURCE).map(Resource::isBound)).contains(true);
  }

  @Test
  void showsHttpsAddressOverTls() throws Exception {
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    Map<String, String> proxied =
        Map.of("exempt-paths", "/admin/*", "trusted-proxies", "127.0.0.1");
    AdminApplication other = new AdminApplication();
    other.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    try (AdminSite tls = new AdminSite(other, new AdminServlet(), settings, proxied)) {
      ConsoleCaller caller = new ConsoleCaller(tls);
      caller.signIn("ada", PASSWORD);
      Answer shown =
          caller.send(
              "/keys/new",
              Map.of("name", "x", "life", "never"),
              "X-Forwarded-Proto",
              "https",
              "X-Forwarded-For",
              "192.0.2.7");
      assertThat(shown.body()).contains("'https://127.0.0.1:").doesNotContain("'http://");
    }
  }

  @Test
  void showsEffectOfRotationOnPredecessor() throws Exception {
    Created own = fixture.create(AdminApplication.ADA);
    assertThat(ada.get(pathOf(own) + "/rotate").body())
        .doesNotContain("The predecessor of this key");
    Created next =
        (Created)
            fixture
                .sallyport
                .keys()
                .rotate(own.key().id(), Rotation.overlapping(Duration.ofDays(1)))
                .orElseThrow();
    assertThat(ada.get(pathOf(next) + "/rotate").body())
        .contains("The predecessor of this key stops working immediately if it still works.");
    ada.send(pathOf(next) + "/rotate", Map.of("overlap", "24h"));
    assertThat(fixture.stored(own.key().id()).active()).isFalse();
  }

  @Test
  void showsRotationWithDeletedGenerations() throws Exception {
    Created own = fixture.create(AdminApplication.ADA);
    Created next =
        (Created)
            fixture
                .sallyport
                .keys()
                .rotate(own.key().id(), Rotation.overlapping(Duration.ofDays(1)))
                .orElseThrow();
    fixture.sallyport.keys().delete(own.key().id());
    assertThat(ada.get(pathOf(next)).body())
        .doesNotContain("was never rotated")
        .contains("Its predecessor was deleted.");
  }
}
