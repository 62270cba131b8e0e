package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests search, filters, actions and export of the console's lists. */
class ConsoleListTest extends SignedInUsers {
  private static final Pattern FORM =
      Pattern.compile(
          "<form method=\"post\" action=\"/admin([^\"]+)\">(.*?)</form>", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  private static String below(Answer answer) {
    return answer.header("Location").substring("/admin".length());
  }

  private Created named(String name) {
    return fixture.create(CreateKeyRequest.of(AdminApplication.ADA, name));
  }

  @Test
  void showsStartOfTokenAndNoMoreOfIt() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    String hint = token.substring(0, "sp_".length() + 6);
    for (String path : List.of("/keys", pathOf(key))) {
      assertThat(root.get(path).body())
          .contains(hint + "…")
          .doesNotContain(token.substring(0, hint.length() + 1));
    }
  }

  @Test
  void findsKeyOfPastedToken() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    for (String pasted : List.of(token, "Authorization: Token " + token, "\"" + token + "\",")) {
      Answer found = ada.send("/keys/find", Map.of("q", pasted));
      assertThat(found.status()).isEqualTo(303);
      assertThat(below(found)).isEqualTo(pathOf(key));
      assertThat(ada.get(below(found)).body())
          .contains("The token belongs to this key.")
          .doesNotContain(token);
    }
  }

  @Test
  void limitsSearchesForTokensOfFormAndAddress() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    for (int i = 0; i < 50; i++) {
      assertThat(below(ada.send("/keys/find", Map.of("q", token)))).isEqualTo(pathOf(key));
      assertThat(below(ada.get("/keys?q=" + token))).isEqualTo(pathOf(key));
    }
    for (Answer limited :
        List.of(ada.send("/keys/find", Map.of("q", token)), ada.get("/keys?q=" + token))) {
      assertThat(below(limited)).isEqualTo("/keys");
    }
    assertThat(ada.get("/keys").body())
        .contains(
            "Too many searches for tokens from this network. Try again in 1 second.",
            "logs and the browser's history keep addresses")
        .doesNotContain(token);
    assertThat(below(ada.send("/keys/find", Map.of("q", "one")))).isEqualTo("/keys?q=one");
  }

  @Test
  void neverShowsPastedTokenThatBelongsToNoVisibleKey() throws Exception {
    String foreign = fixture.create(AdminApplication.EVE).token().reveal();
    String part = named("one").token().reveal().substring(0, 40);
    for (String pasted : List.of(foreign, part, "ab".repeat(24), "x " + part + " y")) {
      Answer none = ada.send("/keys/find", Map.of("q", pasted));
      assertThat(below(none)).as("an address without the token").isEqualTo("/keys");
      assertThat(ada.get("/keys").body())
          .contains("No visible key has this token or name.")
          .doesNotContain(pasted);
      assertThat(below(ada.get("/keys?q=" + URLEncoder.encode(pasted, UTF_8)))).isEqualTo("/keys");
      assertThat(ada.get("/keys").body()).doesNotContain(pasted, "Rotate its key");
    }
  }

  @Test
  void findsOnlyTokensInTextThatIsTooLong() throws Exception {
    String text = "Aa0" + "_a".repeat(90_000);
    Answer answer = ada.send("/keys/find", Map.of("q", text));
    assertThat(below(answer)).isEqualTo("/keys");
    assertThat(ada.get("/keys").body())
        .contains("Invalid search: the text must have at most 255 characters");
    Created key = named("one");
    String log = "x ".repeat(5_000) + key.token().reveal() + " " + text;
    assertThat(below(ada.send("/keys/find", Map.of("q", log)))).isEqualTo(pathOf(key));
  }

  @Test
  void keepsTokensOfAllFieldsOutOfTheAddress() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    for (String field : List.of("account", "user", "scope", "tag")) {
      Answer found = root.send("/keys/find", Map.of("q", "one", field, token));
      assertThat(below(found)).as(field).isEqualTo(pathOf(key));
      for (String page : List.of("/keys", "/keys/export")) {
        String address = page + "?q=one&" + field + "=" + token;
        assertThat(below(root.get(address))).as(address).isEqualTo(pathOf(key));
      }
      String part = token.substring(0, 40);
      assertThat(below(root.send("/keys/find", Map.of(field, part)))).isEqualTo("/keys");
    }
    for (String list : List.of("/users", "/accounts")) {
      assertThat(below(root.send(list + "/find", Map.of("q", token)))).isEqualTo(pathOf(key));
      assertThat(below(root.get(list + "?q=" + token))).isEqualTo(pathOf(key));
      assertThat(below(root.send(list + "/find", Map.of("q", "ada")))).isEqualTo(list + "?q=ada");
      assertThat(ada.send(list + "/find", Map.of("q", "x")).status()).isEqualTo(403);
    }
  }

  @Test
  void findsIdsThatLookLikePartOfToken() throws Exception {
    Owner owner = new Owner(AdminApplication.ACCOUNT, "Zx81QwertyUiop0123456789Ab");
    fixture.addUser(owner, true);
    String query = "?q=" + owner.userId();
    assertThat(below(root.send("/users/find", Map.of("q", owner.userId()))))
        .isEqualTo("/users" + query);
    assertThat(root.get("/users" + query).body()).contains(">1 user<");
    Map<String, String> ofUser = Map.of("user", owner.userId());
    assertThat(below(root.send("/keys/find", ofUser)))
        .as("without keys")
        .isEqualTo("/keys?user=" + owner.userId());
    assertThat(below(root.send("/keys/find", Map.of("tag", owner.userId())))).isEqualTo("/keys");
    fixture.create(CreateKeyRequest.of(owner, "one").tags(List.of("Zx81QwertyUiop0123456789Cd")));
    assertThat(below(root.send("/keys/find", ofUser))).isEqualTo("/keys?user=" + owner.userId());
    assertThat(below(root.send("/keys/find", Map.of("tag", "Zx81QwertyUiop0123456789Cd"))))
        .isEqualTo("/keys?tag=Zx81QwertyUiop0123456789Cd");
  }

  @Test
  void findsNameThatLooksLikePartOfToken() throws Exception {
    String name = "BillingServiceProduction2024";
    named(name);
    Answer answer = ada.send("/keys/find", Map.of("q", name));
    assertThat(below(answer)).isEqualTo("/keys?q=" + name);
    assertThat(ada.get(below(answer)).body()).contains(">1 key<");
    fixture.create(CreateKeyRequest.of(AdminApplication.EVE, "Invisible" + name));
    Answer none = ada.send("/keys/find", Map.of("q", "Invisible" + name));
    assertThat(below(none)).isEqualTo("/keys");
  }

  @Test
  void warnsOfTokenInAddressWithoutShowingIt() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    Answer answer = ada.get("/keys?q=" + token);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(below(answer)).isEqualTo(pathOf(key));
    assertThat(ada.get(below(answer)).body())
        .contains("A token was part of the address", "Rotate its key")
        .doesNotContain(token);
  }

  @Test
  void searchesOrdinaryTextByItsAddress() throws Exception {
    named("nightly_export_of_the_warehouse_2024_in_eu");
    Map<String, String> fields =
        Map.of("q", "nightly_export_of_the_warehouse_2024_in_eu", "state", "active");
    Answer answer = root.send("/keys/find", fields);
    assertThat(below(answer))
        .isEqualTo("/keys?q=nightly_export_of_the_warehouse_2024_in_eu&state=active");
    assertThat(root.get(below(answer)).body()).contains(">1 key<");
    assertThat(root.get("/keys/find").status()).as("only by POST").isEqualTo(405);
  }

  @Test
  void showsFiltersThatAreSetWithLinksThatRemoveThem() throws Exception {
    named("one");
    String page = root.get("/keys?q=one&user=ada&state=active&sort=name&page=2").body();
    assertThat(page)
        .contains(
            "href=\"/admin/keys?state=active&amp;user=ada&amp;sort=name\" aria-label=\"Remove filter"
                + " Search: one\"")
        .contains(
            "href=\"/admin/keys?q=one&amp;user=ada&amp;sort=name\" aria-label=\"Remove filter"
                + " Active\"")
        .contains(
            "href=\"/admin/keys?q=one&amp;state=active&amp;sort=name\" aria-label=\"Remove filter"
                + " User: ada\"")
        .contains("Clear all");
    assertThat(root.get("/keys").body()).doesNotContain("Remove filter", "Clear all");
  }

  @Test
  void offersNoActionWithoutEffect() throws Exception {
    Created expired =
        fixture.create(
            CreateKeyRequest.of(AdminApplication.ADA, "old")
                .lifetime(new Lifetime.For(Duration.ofDays(1))));
    fixture.clock.advance(Duration.ofDays(2));
    root = new ConsoleCaller(site);
    root.signIn("root", PASSWORD);
    assertThat(root.get("/keys").body()).doesNotContain(pathOf(expired) + "/switch");
    String page = root.get(pathOf(expired)).body();
    assertThat(page)
        .doesNotContain(pathOf(expired) + "/switch", pathOf(expired) + "/rotate")
        .contains("/admin/keys/new?like=" + expired.key().id());
    assertThat(root.get("/keys/new?like=" + expired.key().id()).body())
        .contains("value=\"old\"", "value=\"90d\" checked");
  }

  @Test
  void revertsActionsOfTheList() throws Exception {
    Created one = named("one");
    Created two = named("two");
    Answer off = root.send(pathOf(one) + "/switch", Map.of("to", "off", "back", "list"));
    assertThat(below(off)).isEqualTo("/keys");
    undo(root.get("/keys"));
    assertThat(fixture.stored(one.key().id()).active()).isTrue();

    fixture.sallyport.keys().deactivate(two.key().id());
    String ids = one.key().id() + "&id=" + two.key().id();
    root.send("/keys/bulk?id=" + ids, Map.of("action", "off", "back", "list"));
    undo(root.get("/keys"));
    assertThat(fixture.stored(one.key().id()).active()).isTrue();
    assertThat(fixture.stored(two.key().id()).active()).as("unchanged before").isFalse();
  }

  @Test
  void revertsAPageOfKeys() throws Exception {
    List<UUID> ids = IntStream.range(0, 50).mapToObj(i -> named("key " + i).key().id()).toList();
    String selected = ids.stream().map(UUID::toString).collect(Collectors.joining("&id="));
    root.send("/keys/bulk?id=" + selected, Map.of("action", "off", "back", "list"));
    assertThat(ids).noneMatch(id -> fixture.stored(id).active());
    undo(root.get("/keys"));
    assertThat(ids).allMatch(id -> fixture.stored(id).active());
  }

  @Test
  void revertsNothingThatWasNotDone() throws Exception {
    Created one = named("one");
    fixture.sallyport.keys().deactivate(one.key().id());
    root.send(pathOf(one) + "/switch", Map.of("to", "off", "back", "list"));
    assertThat(root.get("/keys").body())
        .contains("“one” was already deactivated.")
        .doesNotContain(">Undo<");
  }

  @Test
  void revertsNoChangeOfAnother() throws Exception {
    Created one = named("one");
    root.send(pathOf(one) + "/switch", Map.of("to", "off", "back", "list"));
    fixture.sallyport.keys().activate(one.key().id());
    fixture.sallyport.keys().deactivate(one.key().id());
    undo(root.get("/keys"));
    assertThat(fixture.stored(one.key().id()).active()).isFalse();
    assertThat(root.get("/keys").body()).contains("“one” was changed in the meantime.");
    Map<String, String> wrong = Map.of("to", "on", "version", "x");
    root.send(pathOf(one) + "/switch", wrong);
    assertThat(fixture.stored(one.key().id()).active()).as("invalid version").isFalse();
  }

  @Test
  void revertsNoChangeOfAnotherAmongMany() throws Exception {
    Created one = named("one");
    Created two = named("two");
    String ids = one.key().id() + "&id=" + two.key().id();
    root.send("/keys/bulk?id=" + ids, Map.of("action", "off", "back", "list"));
    Answer page = root.get("/keys");
    fixture.sallyport.keys().activate(one.key().id());
    fixture.sallyport.keys().deactivate(one.key().id());
    undo(page);
    assertThat(fixture.stored(one.key().id()).active()).isFalse();
    assertThat(fixture.stored(two.key().id()).active()).isTrue();
    assertThat(root.get("/keys").body())
        .contains("1 key activated. 1 key left unchanged: changed in the meantime.");
  }

  /** Submits the form of a confirmation as the page has it. */
  private void confirm(Answer page) throws Exception {
    Matcher form = FORM.matcher(page.body());
    while (form.find()) {
      if (form.group(2).contains("name=\"reason\"")) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("action", "off"));
        FIELD.matcher(form.group(2)).results().forEach(it -> fields.put(it.group(1), it.group(2)));
        assertThat(root.forge(form.group(1), fields).status()).isEqualTo(303);
      }
    }
  }

  private void undo(Answer page) throws Exception {
    Matcher form = FORM.matcher(page.body());
    while (form.find()) {
      if (form.group(2).contains("Undo")) {
        String fields =
            FIELD
                .matcher(form.group(2))
                .results()
                .map(it -> it.group(1) + "=" + it.group(2))
                .collect(Collectors.joining("&"));
        assertThat(root.forge(form.group(1), fields).status()).isEqualTo(303);
        return;
      }
    }
    throw new AssertionError("nothing to revert");
  }

  @Test
  void exportsMatchingKeysForSpreadsheets() throws Exception {
    fixture.create(
        CreateKeyRequest.of(AdminApplication.ADA, "=HYPERLINK(\"http://evil.example\")")
            .description("one, \"two\"")
            .scopes(List.of("chat:read", "chat:write")));
    fixture.clock.advance(Duration.ofSeconds(1));
    fixture.create(CreateKeyRequest.of(AdminApplication.ADA, "＝1+1"));
    Created foreign = fixture.create(AdminApplication.EVE);
    Answer file = ada.get("/keys/export?user=ada&sort=name");
    assertThat(file.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=utf-8");
    assertThat(file.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"api-keys.csv\"");
    assertThat(file.header("Cache-Control")).isEqualTo("no-store");
    assertThat(file.body().lines()).hasSize(3);
    assertThat(file.body())
        .startsWith("\"id\",\"hint\",\"name\",")
        .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"one, \"\"two\"\"\"")
        .contains("\"'＝1+1\"", "\"chat:read chat:write\"", "\"active\"")
        .doesNotContain(foreign.key().id().toString());
    assertThat(ada.get("/keys/export").body())
        .as("oldest first")
        .containsSubsequence("HYPERLINK", "＝1+1");
    assertThat(ada.get("/keys/export?account=%07").body()).contains("Invalid search");
  }

  @Test
  void showsEveryErrorOfTheFormAtOnce() throws Exception {
    Map<String, String> fields =
        Map.of(
            "name", "",
            "user", "unknown",
            "scopes", "a\"b",
            "networks", "300.1.1.1",
            "tags", "ä",
            "life", "until",
            "until", "soon",
            "reason", "z".repeat(501));
    Answer page = root.send("/keys/new", fields);
    assertThat(page.status()).isEqualTo(422);
    for (String field : List.of("name", "user", "scopes", "networks", "tags", "until", "reason")) {
      assertThat(page.body()).contains("id=\"" + field + "-problem\"");
    }
  }

  @Test
  void showsDenialsWithTheErrorsOfOtherFields() throws Exception {
    Map<String, String> fields =
        Map.of("name", "", "scopes", "admin:*", "life", "until", "until", "2020-01-01");
    Created key = named("one");
    for (String path : List.of("/keys/new", pathOf(key) + "/edit")) {
      Answer page = ada.send(path, fields);
      assertThat(page.status()).isEqualTo(422);
      assertThat(page.body())
          .contains(
              "id=\"name-problem\"",
              "id=\"until-problem\"",
              "You cannot grant scopes beyond your own",
              "The requested expiry is in the past");
    }
  }

  @Test
  void createsKeyForTheUserOfTheNamedAccount() throws Exception {
    Owner other = new Owner(AdminApplication.OTHER_ACCOUNT, "bob");
    fixture.addUser(other, true);
    fixture.addUser(new Owner(AdminApplication.ACCOUNT, "inactive"), true);
    fixture
        .sallyport
        .ownerManager()
        .deactivateUser(new Owner(AdminApplication.ACCOUNT, "inactive"));
    fixture.addUser(new Owner(AdminApplication.ACCOUNT, "demoted"), false);
    assertThat(root.get("/keys/users?user=bob").body())
        .contains("<option value=\"bob\" data-user=\"bob\" data-account=\"1111-2222-3333\">")
        .contains("<option value=\"" + other + "\" data-user=\"bob\"");
    assertThat(root.get("/keys/users?user=e").body()).doesNotContain("inactive", "demoted");
    Map<String, String> fields =
        Map.of("name", "x", "life", "7d", "user", other.toString(), "account", "1111-2222-3333");
    Answer created = root.send("/keys/new", fields);
    assertThat(created.status()).isEqualTo(200);
    assertThat(fixture.lastEntry().record().after()).contains("owner=" + other);
  }

  @Test
  void showsErrorOfAccount() throws Exception {
    Map<String, String> fields = Map.of("name", "x", "user", "ada", "account", "a\u0007b");
    Answer page = root.send("/keys/new", fields);
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("id=\"account-problem\"").doesNotContain("user-problem\"");
  }

  @Test
  void offersKnownScopesAndKeepsOthers() throws Exception {
    fixture.create(AdminApplication.ADA, "chat:read", "*");
    assertThat(root.get("/keys/new").body())
        .contains("name=\"scope\" value=\"chat:read\"")
        .doesNotContain("name=\"scope\" value=\"*\"");
    Map<String, String> fields =
        Map.of("name", "x", "life", "7d", "scope", "chat:read", "scopes", "chat:write, orders:*");
    Answer created = root.send("/keys/new", fields);
    assertThat(root.get(ConsoleCaller.pathOfKey(created) + "/edit").body())
        .contains("value=\"chat:read\" checked")
        .contains("value=\"orders:*\" checked", "value=\"chat:write\" checked");
    assertThat(ada.get("/keys/new").body())
        .as("without grantable scopes")
        .doesNotContain("name=\"scope", "name=\"user\"")
        .contains("You cannot grant scopes here.");
  }

  @Test
  void offersUsersWhileTyping() throws Exception {
    assertThat(root.get("/keys/users?user=EV").body())
        .contains("<option value=\"" + AdminApplication.EVE + "\" data-user=\"eve\" data-account=")
        .doesNotContain("value=\"ada\"", "<html");
    assertThat(ada.get("/keys/users?user=e").status()).isEqualTo(403);
    Answer none = root.get("/keys/users?user=" + "x".repeat(1000));
    assertThat(none.status()).isEqualTo(200);
    assertThat(none.body()).doesNotContain("<option");
  }

  @Test
  void showsWhatDeactivationStopsBefore() throws Exception {
    Created one = named("one");
    fixture.sallyport.keys().deactivate(named("two").key().id());
    String ofUser = "/users/user?account=1111-2222-3333&user=ada&confirm=off";
    String ofAccount = "/accounts/account?account=" + AdminApplication.OTHER_ACCOUNT;
    assertThat(root.get(ofUser).body())
        .contains("Deactivate “ada”?", "This stops 1 active key.", pathOf(one))
        .doesNotContain(">two<");
    assertThat(root.get(ofAccount + "&confirm=off").body())
        .contains("No active key stops working.");
    assertThat(root.get(ofAccount).body()).contains("Others", "No keys yet.");
    assertThat(root.get(ofAccount + "&confirm=promote").body())
        .as("changes of users only")
        .doesNotContain("staff status");
    assertThat(fixture.stored(one.key().id()).active()).isTrue();
    assertThat(root.get("/users/user?account=1111-2222-3333&user=ada").body()).contains(">one<");
    confirm(root.get(ofUser));
    assertThat(fixture.sallyport.ownerManager().user(AdminApplication.ADA).orElseThrow().active())
        .isFalse();
    confirm(root.get(ofAccount + "&confirm=off"));
    assertThat(
            fixture
                .sallyport
                .ownerManager()
                .account(AdminApplication.OTHER_ACCOUNT)
                .orElseThrow()
                .active())
        .isFalse();
  }

  @Test
  void saysWhetherAnythingNeedsAttention() throws Exception {
    fixture.sallyport.keys().deactivate(named("off").key().id());
    assertThat(root.get("/").body()).contains("Nothing needs attention");
    named("never used");
    assertThat(root.get("/").body()).as("a new key").contains("Nothing needs attention");
    fixture.clock.advance(Duration.ofDays(8));
    root = new ConsoleCaller(site);
    root.signIn("root", PASSWORD);
    assertThat(root.get("/").body())
        .contains(
            "Needs attention",
            "href=\"/admin/keys?state=never-used\">1 key was created over a week ago and never"
                + " used<");
    fixture
        .sallyport
        .keys()
        .as(AuditContext.of("possession", ""))
        .deactivate(named("leaked").key().id());
    assertThat(root.get("/").body())
        .contains(
            "href=\"/admin/audit?actor=possession&amp;since=2026-03-07\">1 key was revoked in the"
                + " last 30 days by a found token<");
    Created plain = named("without TLS");
    for (int i = 0; i < 2; i++) {
      fixture.sallyport.keys().activate(plain.key().id());
      fixture.sallyport.keys().as(AuditContext.of("transport", "")).deactivate(plain.key().id());
    }
    assertThat(root.get("/").body())
        .contains(
            "href=\"/admin/audit?actor=transport&amp;since=2026-03-07\">1 key was revoked in the"
                + " last 30 days because the token was sent without TLS<");
  }

  @Test
  void saysWhatWorksOnTheServer() throws Exception {
    Created key = named("leaked");
    fixture.sallyport.keys().as(AuditContext.of("possession", "")).deactivate(key.key().id());
    fixture.sallyport.keys().delete(key.key().id());
    assertThat(root.get("/").body())
        .as("without keys")
        .contains("The store answers.", "No keys yet", "1 key was revoked in the last 30 days");
  }

  @Test
  void rejectsInvalidReasonOfConfirmation() throws Exception {
    Created key = named("one");
    Answer answer =
        root.send(pathOf(key) + "/switch", Map.of("to", "off", "reason", "x".repeat(501)));
    assertThat(root.get(below(answer)).body()).contains("Reason must have 0 to 500 characters");
    assertThat(fixture.stored(key.key().id()).active()).isTrue();
  }
}
