package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.management.CreateResult.Created;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private static final String JSON = "application/json";

  private AdminSite site;
  private Caller root;
  private Created key;
  private long entries;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
    key = site.fixture.create(AdminApplication.ADA);
    entries = site.fixture.lastEntry().sequence();
  }

  @AfterEach
  void stop() {
    assertThat(site.fixture.lastEntry().sequence()).as("no changes").isEqualTo(entries);
    site.close();
  }

  @Test
  void rejectsInvalidJson() throws Exception {
    for (String body :
        List.of(
            "",
            "x",
            "null",
            "[]",
            "\"name\"",
            "{",
            "{\"name\":\"a\"}{}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{'name':'a'}",
            "{\"name\":\"a\",}",
            "{\"name\":\"a\"} x",
            "{\"name\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
            "{\"name\":" + "9".repeat(5000) + "}")) {
      Answer answer = root.send("POST", "/keys", body, "Content-Type", JSON);
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void rejectsInvalidPropertiesAndNamesThem() throws Exception {
    for (String member :
        List.of(
            "\"name\":1",
            "\"name\":null",
            "\"name\":\"\"",
            "\"name\":\"" + "x".repeat(256) + "\"",
            "\"name\":\"a\\u0000b\"",
            "\"name\":\"a\\u202eb\"",
            "\"name\":\"\\ud800\"",
            "\"name\":\"a\",\"scopes\":\"chat\"",
            "\"name\":\"a\",\"scopes\":[1]",
            "\"name\":\"a\",\"scopes\":[null]",
            "\"name\":\"a\",\"scopes\":[\"with blank\"]",
            "\"name\":\"a\",\"scopes\":{}",
            "\"name\":\"a\",\"networks\":[\"nowhere\"]",
            "\"name\":\"a\",\"tags\":[\"\\\"\"]",
            "\"name\":\"a\",\"ttl\":5",
            "\"name\":\"a\",\"ttl\":\"-1d\"",
            "\"name\":\"a\",\"ttl\":\"999999999d\"",
            "\"name\":\"a\",\"expiresAt\":\"tomorrow\"",
            "\"name\":\"a\",\"expiresAt\":\"+99999-01-01T00:00:00Z\"",
            "\"name\":\"a\",\"owner\":\"root\"",
            "\"name\":\"a\",\"owner\":{}",
            "\"name\":\"a\",\"owner\":{\"userId\":\"ada\",\"accountId\":\"\"}",
            "\"name\":\"a\",\"owner\":{\"userId\":\"ada\",\"x\":1}",
            "\"name\":\"a\",\"Name\":\"b\"",
            "\"name\":\"a\",\"digest\":\"x\"")) {
      Answer answer = root.send("POST", "/keys", "{" + member + "}", "Content-Type", JSON);
      assertThat(answer.status()).as(member).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("bad-request");
    }
    Answer misspelt = root.send("POST", "/keys", "{\"nmae\":\"a\"}", "Content-Type", JSON);
    assertThat(misspelt.at("/detail")).startsWith("Unknown property 'nmae'; allowed:");
  }

  @Test
  void rejectsLargeBodies() throws Exception {
    String body = "{\"name\":\"" + "x".repeat(70_000) + "\"}";
    assertThat(root.send("POST", "/keys", body, "Content-Type", JSON).status()).isEqualTo(413);
  }

  @Test
  void rejectsLargeLists() throws Exception { // on a separate connection
    String body = "{\"name\":\"" + "x".repeat(70_000) + "\"}";
    assertThat(root.send("POST", "/keys/bulk", body, "Content-Type", JSON).status()).isEqualTo(413);
  }

  @Test
  void rejectsOtherMediaTypes() throws Exception {
    String path = "/keys/" + key.key().id();
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json; charset=iso-8859-1",
            "application/json+x",
            "x")) {
      assertThat(root.send("POST", "/keys", "{\"name\":\"a\"}", "Content-Type", type).status())
          .as(type)
          .isEqualTo(415);
      assertThat(root.send("POST", path + "/toggle", "{}", "Content-Type", type).status())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(root.send("POST", "/keys", "{\"name\":\"a\"}").status()).isEqualTo(415);
    for (String accept : List.of("text/html", "application/json;q=0", "image/*")) {
      assertThat(root.get("/keys", "Accept", accept).status()).as(accept).isEqualTo(406);
    }
    for (String accept : List.of("*/*", "text/html, application/*;q=0.1", "APPLICATION/JSON")) {
      assertThat(root.get("/keys", "Accept", accept).status()).as(accept).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
  void rejectsOtherEncodings(String charset) throws Exception {
    String path = AdminSite.API + "/keys";
    String json = "{\"name\":\"a\"}";
    List<String> headers = new ArrayList<>(root.headers());
    headers.addAll(List.of("Content-Type", JSON));
    Answer rejected = site.send("POST", path, headers, json.getBytes(Charset.forName(charset)));
    assertThat(rejected.status()).as(rejected.body()).isEqualTo(415);
    assertThat(rejected.problem()).isEqualTo("unsupported-media-type");
    byte[] latin1 = "{\"name\":\"\u00fc\"}".getBytes(ISO_8859_1);
    assertThat(site.send("POST", path, headers, latin1).status()).isEqualTo(415);
    assertThat(site.fixture.lastEntry().sequence()).as("no changes").isEqualTo(entries);
    assertThat(site.send("POST", path, headers, json.getBytes(UTF_8)).status()).isEqualTo(201);
    entries = site.fixture.lastEntry().sequence();
  }

  @Test
  void rejectsInvalidParametersAndNamesThem() throws Exception {
    for (String query :
        List.of(
            "?x=1",
            "?page=0",
            "?page=-1",
            "?page=1e3",
            "?page=99999999999999999999",
            "?page=2000000",
            "?size=501",
            "?size=0",
            "?page=1&page=2",
            "?sort=digest",
            "?sort=--name",
            "?active=yes",
            "?account=%20",
            "?user=%00",
            "?scope=a%20b",
            "?q=" + "x".repeat(256),
            "?q=%0A",
            "?unused-for=1y",
            "?unused-for=99999999d",
            "?expiring-within=-1",
            "?expiring-within=10",
            "?over-age=false",
            "?expired=true&expiring-within=1d")) {
      assertThat(root.get("/keys" + query).status()).as(query).isEqualTo(400);
    }
    assertThat(root.get("/keys?pgae=1").at("/detail"))
        .startsWith("Unknown query parameter 'pgae'; allowed:");
    assertThat(root.send("DELETE", "/keys/" + key.key().id() + "?force=true", "").status())
        .isEqualTo(400);
    assertThat(root.get("/keys?q=&account=").status()).as("empty fields of forms").isEqualTo(200);
  }

  @Test
  void doesNotEchoInput() throws Exception {
    String long64 = "sp_" + "A".repeat(61);
    Answer answer = root.get("/keys?" + long64 + "%3Cscript%3E%0D%0A=1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain(long64, "<script>", "\\r");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    for (String name : List.of("account", "user", "scope", "page", "sort", "unused-for")) {
      assertThat(root.get("/keys?" + name + "=" + long64 + "%22").body()).doesNotContain(long64);
    }
  }

  @Test
  void reportsAllowedMethods() throws Exception {
    String path = "/keys/" + key.key().id();
    for (String method : List.of("PUT", "POST", "TRACE", "FOO", "get")) {
      Answer answer = site.send(method, AdminSite.API + path, root.headers(), "");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    }
    Answer head = root.send("HEAD", path, "");
    Answer get = root.get(path);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers()).isEqualTo(get.headers());
  }

  @Test
  void answers404ForOtherPaths() throws Exception {
    for (String path : List.of("", "/", "/Keys", "/keys/x/y/z", "/openapi.json/x")) {
      assertThat(root.get(path).status()).as(path).isEqualTo(404);
    }
    for (String path : List.of("/admin/api/v10", "/admin/api", "/admin/API/V1/keys")) {
      assertThat(site.send("GET", path, root.headers(), "").status()).as(path).isNotEqualTo(200);
    }
  }
}
