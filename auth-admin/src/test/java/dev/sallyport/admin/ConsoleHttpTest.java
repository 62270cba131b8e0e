package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the console at the level of HTTP. */
class ConsoleHttpTest {
  private static final String PASSWORD = "many words in a row";
  private static final Pattern SHOWN = Pattern.compile("id=\"token\" value=\"(sp_\\w+)\"");
  private static final Pattern ASSET = Pattern.compile("\"(/admin/assets/[^\"]+)\"");

  private static final Pattern DOCUMENTATION =
      Pattern.compile("\"https://sallyport\\.dev/docs/([^\"]*)\"");

  private AdminApplication fixture;
  private AdminSite site;
  private ConsoleCaller root;
  private ConsoleCaller ada;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    Map<String, String> settings =
        Map.of(
            "admin-sign-in", "directory",
            "admin-superusers", AdminApplication.ROOT.toString(),
            "admin-grantable-scopes", "chat:*");
    site = new AdminSite(fixture, new AdminServlet(), settings);
    root = new ConsoleCaller(site);
    root.signIn("root", PASSWORD);
    ada = new ConsoleCaller(site);
    ada.signIn("ada", PASSWORD);
  }

  @AfterEach
  void stop() {
    site.close();
    fixture.close();
  }

  private static Map<String, String> newKey(String name, String... more) {
    Map<String, String> fields = new LinkedHashMap<>(Map.of("name", name, "life", "90d"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  private static String token(Answer page) {
    Matcher token = SHOWN.matcher(page.body());
    return token.find() ? token.group(1) : "";
  }

  private static String below(Answer answer) {
    return answer.header("Location").substring("/admin".length());
  }

  @Test
  void setsSecurityAndCacheHeadersOnEveryPage() throws Exception {
    for (String path : List.of("/", "/keys", "/keys/new", "/audit", "/users", "/no/such")) {
      Answer page = root.get(path);
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .contains("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(page.header("Cache-Control")).isEqualTo("no-store");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
      assertThat(page.body()).as(path).doesNotContain("<style", " style=", " onclick", "<script>");
    }
  }

  @Test
  void transfersLittleForTheLongestLists() throws Exception {
    String wide = "鍵";
    for (int i = 0; i < 50; i++) {
      Owner owner = new Owner(AdminApplication.ACCOUNT, wide.repeat(230) + i);
      fixture.addUser(owner, true);
      Created key =
          fixture.create(
              CreateKeyRequest.of(owner, wide.repeat(250) + i)
                  .description(wide.repeat(255))
                  .scopes(List.of("s".repeat(100), "t".repeat(100)))
                  .tags(List.of("u".repeat(100))));
      AuditContext because = AuditContext.of("a".repeat(200), "").because(wide.repeat(500));
      fixture.sallyport.keys().as(because).describe(key.key().id(), wide.repeat(254));
    }
    for (String path : List.of("/keys", "/audit")) {
      Answer page = root.get(path);
      int bytes = page.body().getBytes(UTF_8).length;
      assertThat(bytes + transferred(page)).as(path).isLessThan(200_000);
    }
  }

  private long transferred(Answer page) throws Exception {
    long sum = 0;
    for (MatchResult asset : ASSET.matcher(page.body()).results().toList()) {
      List<String> compressed = List.of("Accept-Encoding", "gzip");
      Answer answer = site.send("GET", asset.group(1), compressed, "");
      sum += Long.parseLong(answer.header("Content-Length"));
    }
    return sum;
  }

  @Test
  void linksToPagesOfTheDocumentation() throws Exception {
    Created key = fixture.create(AdminApplication.ADA);
    Set<String> linked = new TreeSet<>();
    for (ConsoleCaller caller : List.of(root, ada)) {
      for (String path : List.of("/keys/new", "/keys/" + key.key().id())) {
        DOCUMENTATION
            .matcher(caller.get(path).body())
            .results()
            .forEach(it -> linked.add(it.group(1)));
      }
    }
    assertThat(linked).contains("", "guide/key-lifecycle#rotate");
    linked.remove("");
    for (String page : linked) {
      int anchor = page.indexOf('#');
      String text = Files.readString(Path.of("..", "docs", page.substring(0, anchor) + ".md"));
      assertThat(text.lines().filter(it -> it.startsWith("#")))
          .as(page)
          .anyMatch(
              it ->
                  it.replaceAll("^#+ ", "")
                      .toLowerCase(Locale.ROOT)
                      .replace(' ', '-')
                      .equals(page.substring(anchor + 1)));
    }
  }

  @Test
  void servesVersionedAssetsAsImmutable() throws Exception {
    Matcher assets = ASSET.matcher(root.get("/").body());
    int found = 0;
    long transferred = 0;
    while (assets.find()) {
      Answer asset = site.send("GET", assets.group(1), List.of(), "");
      assertThat(asset.status()).as(assets.group(1)).isEqualTo(200);
      assertThat(asset.header("Cache-Control")).contains("immutable", "max-age=31536000");
      assertThat(asset.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(asset.header("Content-Type")).startsWith(typeOf(assets.group(1)));
      assertThat(asset.body()).isNotEmpty();
      Answer small = site.send("GET", assets.group(1), List.of("Accept-Encoding", "gzip"), "");
      assertThat(small.header("Content-Encoding")).isEqualTo("gzip");
      transferred += Long.parseLong(small.header("Content-Length"));
      found++;
    }
    assertThat(transferred).as("bytes of all files, before caching").isLessThan(60_000);
    assertThat(found).isGreaterThanOrEqualTo(6);
    for (String path :
        List.of("/assets/0/console.css", "/assets/../web.xml", "/assets/", "/assets/0/..%2fx")) {
      assertThat(root.get(path).status()).as(path).isIn(400, 404);
    }
  }

  private static String typeOf(String path) {
    if (path.endsWith(".js")) {
      return "text/javascript";
    }
    return path.endsWith(".css") ? "text/css" : "image/svg+xml";
  }

  @Test
  void rejectsFormsWithoutCsrfToken() throws Exception {
    Created key = fixture.create(AdminApplication.ADA);
    String path = "/keys/" + key.key().id() + "/switch";
    Map<String, String> off = Map.of("to", "off");
    String ofOther = ConsoleCaller.token(ada.get("/keys"));
    for (Map<String, String> forged :
        List.of(
            off,
            Map.of("to", "off", "csrf-token", ""),
            Map.of("to", "off", "csrf-token", ofOther))) {
      Answer answer = root.forge(path, forged);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("was not sent by a page of this session");
    }
    for (List<String> foreign :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Origin", "null"),
            List.of("Origin", "https://evil.example"))) {
      assertThat(root.send(path, off, foreign.toArray(String[]::new)).status())
          .as("" + foreign)
          .isEqualTo(403);
    }
    assertThat(fixture.stored(key.key().id()).active()).isTrue();
    assertThat(root.send(path, off, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(303);
    assertThat(fixture.stored(key.key().id()).active()).isFalse();
  }

  @Test
  void showsTokenOnceInTheResponseToItsForm() throws Exception {
    Answer created = root.send("/keys/new", newKey("a key"));
    assertThat(created.status()).isEqualTo(200);
    assertThat(token(created)).isNotEmpty();
    assertThat(created.body()).contains("curl -H", "Token " + token(created));
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    Answer page = root.get(ConsoleCaller.pathOfKey(created));
    assertThat(page.body()).contains("a key").doesNotContain(token(created));
  }

  @Test
  void showsNoDigestsOfTokensAndPasswords() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT, "chat:read");
    String id = key.key().id().toString();
    for (String path :
        List.of(
            "/",
            "/keys",
            "/keys/" + id,
            "/keys/" + id + "/edit",
            "/keys/" + id + "/rotate",
            "/keys/" + id + "/delete",
            "/audit",
            "/users",
            "/users/user?account=1111-2222-3333&user=root")) {
      assertThat(root.get(path).body())
          .as(path)
          .doesNotContain(key.key().lookup(), key.key().digest(), "$argon2id$", "sha512$");
    }
  }

  @Test
  void escapesInput() throws Exception {
    String evil = "</td><script>alert(1)</script>\"' onx=\"";
    Created key =
        fixture.create(
            CreateKeyRequest.of(AdminApplication.ROOT, evil)
                .description(evil)
                .tags(List.of("<i>'x'")));
    for (String path :
        List.of(
            "/keys",
            "/keys?q=%3Cscript%3E%22",
            "/keys?account=%22%3E%3Cscript%3E",
            "/keys?sort=%22%3E%3Cscript%3E",
            "/keys/" + key.key().id(),
            "/keys/" + key.key().id() + "/edit",
            "/keys/" + key.key().id() + "/delete",
            "/audit?subject=%22%3E%3Cscript%3E",
            "/users?q=%22%3E%3Cscript%3E")) {
      assertThat(root.get(path).body())
          .as(path)
          .doesNotContain("<script>", "<i>")
          .contains("</html>");
    }
    assertThat(root.get("/keys/" + key.key().id() + "/edit").body())
        .as("in an attribute")
        .contains("value=\"&lt;/td>&lt;script>alert(1)&lt;/script>&#34;&#39; onx=&#34;\"");
  }

  @Test
  void answersAlikeForAbsentAndForeignKeys() throws Exception {
    Created foreign = fixture.create(AdminApplication.EVE);
    UUID absent = UUID.randomUUID();
    for (String action : List.of("", "/edit", "/rotate", "/delete")) {
      Answer ofForeign = ada.get("/keys/" + foreign.key().id() + action);
      Answer ofAbsent = ada.get("/keys/" + absent + action);
      assertThat(ofForeign.status()).isEqualTo(404).isEqualTo(ofAbsent.status());
      assertThat(ofForeign.body()).isEqualTo(ofAbsent.body());
      assertThat(ofForeign.headers()).isEqualTo(ofAbsent.headers());
    }
    for (String action : List.of("edit", "rotate", "delete", "switch", "bind", "unbind")) {
      Map<String, String> fields =
          Map.of("to", "off", "overlap", "0", "resource", "a/b", "unbind", "a/b");
      Answer ofForeign = ada.send("/keys/" + foreign.key().id() + "/" + action, fields);
      Answer ofAbsent = ada.send("/keys/" + absent + "/" + action, fields);
      assertThat(ofForeign.status()).as(action).isEqualTo(404).isEqualTo(ofAbsent.status());
      assertThat(ofForeign.body()).isEqualTo(ofAbsent.body());
    }
    assertThat(fixture.stored(foreign.key().id())).isEqualTo(foreign.key());
    assertThat(ada.get("/keys").body()).doesNotContain(foreign.key().id().toString());
  }

  @Test
  void restrictsScopesAndTokensOfUsers() throws Exception {
    Answer rejected = ada.send("/keys/new", newKey("x", "scopes", "admin:*"));
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.body()).contains("id=\"scopes-problem\"", "value=\"admin:*\"");
    Answer ofBob =
        ada.send("/keys/new", newKey("x", "user", "bob", "account", AdminApplication.ACCOUNT));
    assertThat(ofBob.status()).isEqualTo(422);
    assertThat(ada.send("/keys/new", newKey("x", "scopes", "chat:read")).status()).isEqualTo(200);
    Created bobs = fixture.create(AdminApplication.BOB);
    Answer rotated = ada.send("/keys/" + bobs.key().id() + "/rotate", Map.of("overlap", "24h"));
    assertThat(rotated.status()).isEqualTo(422);
    for (String path :
        List.of("/accounts", "/users", "/users/user?account=1111-2222-3333&user=bob")) {
      assertThat(ada.get(path).status()).as(path).isEqualTo(403);
    }
    Map<String, String> promotion =
        Map.of("account", AdminApplication.ACCOUNT, "user", "ada", "action", "promote");
    assertThat(ada.send("/users/user", promotion).status()).isEqualTo(403);
  }

  @Test
  void rejectsDeactivationOfOneself() throws Exception {
    Map<String, String> off =
        Map.of("account", AdminApplication.ACCOUNT, "user", "root", "action", "off");
    assertThat(root.send("/users/user", off).body()).contains("You would lock yourself out.");
    Answer account =
        root.send(
            "/accounts/account", Map.of("account", AdminApplication.ACCOUNT, "action", "off"));
    assertThat(account.status()).isEqualTo(303);
    assertThat(root.get(below(account)).body()).contains("you would lock yourself out");
  }

  @Test
  void showsErrorOfEachField() throws Exception {
    Map<String, Map<String, String>> wrong =
        Map.of(
            "name", newKey("x".repeat(256)),
            "description", newKey("x", "description", "y".repeat(256)),
            "scopes", newKey("x", "scopes", "a\"b"),
            "networks", newKey("x", "networks", "300.1.1.1"),
            "tags", newKey("x", "tags", "ä"),
            "user", newKey("x", "user", "unknown"),
            "reason", newKey("x", "reason", "z".repeat(501)));
    for (var entry : wrong.entrySet()) {
      Answer page = root.send("/keys/new", entry.getValue());
      assertThat(page.status()).as(entry.getKey()).isEqualTo(422);
      assertThat(page.body()).contains("id=\"" + entry.getKey() + "-problem\"");
    }
    Answer noDay = root.send("/keys/new", newKey("x", "life", "until", "until", "soon"));
    assertThat(noDay.status()).isEqualTo(422);
    assertThat(noDay.body())
        .contains("<label for=\"until\">", "id=\"until-problem\"")
        .contains("aria-describedby=\"until-problem until-hint\"");
    Answer past = root.send("/keys/new", newKey("x", "life", "until", "until", "2020-01-01"));
    assertThat(past.body()).contains("The requested expiry is in the past.");
  }

  @Test
  void redirectsOnlyToTheList() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id() + "/switch";
    Answer list = root.send(path, Map.of("to", "on", "back", "?q=x&page=3"));
    assertThat(list.header("Location")).isEqualTo("/admin/keys?q=x&page=3");
    for (String back : List.of("//evil.example", "?x\r\nA: b", "https://evil.example", "/../x")) {
      assertThat(root.send(path, Map.of("to", "on", "back", back)).header("Location"))
          .isEqualTo("/admin/keys/" + key.key().id());
    }
  }

  @Test
  void changesOnlyByPost() throws Exception {
    Created key = fixture.create(AdminApplication.ROOT);
    String path = "/keys/" + key.key().id();
    assertThat(root.get(path + "/switch?to=off").body()).contains("Deactivate “");
    assertThat(root.send(path, Map.of()).status()).isEqualTo(405);
    assertThat(root.send("/", Map.of()).status()).isEqualTo(405);
    Answer put = site.send("PUT", "/admin/keys", List.of(), "");
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST");
    assertThat(fixture.stored(key.key().id()).active()).isTrue();
    for (String absent :
        List.of("/keys/", "/keys/x", path + "/x", path + "/edit/x", "/x", "/keys/new/x")) {
      assertThat(root.get(absent).status()).as(absent).isEqualTo(404);
    }
  }

  @Test
  void recordsActionsWithReason() throws Exception {
    Answer created = root.send("/keys/new", newKey("x", "reason", "Ticket <7>"));
    assertThat(fixture.lastEntry().record().actor()).isEqualTo("user:" + AdminApplication.ROOT);
    assertThat(fixture.lastEntry().record().origin()).isEqualTo("127.0.0.1");
    assertThat(fixture.lastEntry().record().reason()).isEqualTo("Ticket <7>");
    assertThat(root.get(ConsoleCaller.pathOfKey(created)).body()).contains("Ticket &lt;7&gt;");
  }
}
