package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the console on two nodes that share a database. */
class ConsoleOnTwoNodesTest {
  private static final Pattern COOKIE = Pattern.compile("sallyport-admin=([^.]+)\\.([^;]+);.*");

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"H2", "POSTGRESQL"})
  void needsNoStickySessions(TestServer server) throws Exception {
    TestDatabase database = server.newDatabase();
    try (RunningExample example = RunningExample.on(database.settings());
        RunningExample otherExample = RunningExample.on(database.settings())) {
      ConsoleClient one = new ConsoleClient(example.uri());
      ConsoleClient other = one.at(otherExample.uri());
      one.signIn("admin", example.shown("password"));
      for (ConsoleClient node : List.of(one, other, one, other)) {
        assertThat(node.get("/keys").statusCode()).isEqualTo(200);
      }
      Map<String, String> form =
          ConsoleClient.form(one.get("/keys/new"), Map.of("name", "of two nodes", "life", "7d"));
      HttpResponse<String> created = other.post("/keys/new", form);
      assertThat(created.statusCode()).isEqualTo(200);
      assertThat(created.body()).contains("id=\"token\"");
      assertThat(one.post("/keys/new", form).statusCode()).isEqualTo(409);

      Map<String, String> password =
          Map.of("old", example.shown("password"), "password", "a b c d e", "again", "a b c d e");
      HttpResponse<String> changed =
          other.post("/password", ConsoleClient.form(one.get("/password"), password));
      assertThat(changed.statusCode()).isEqualTo(303);
      requireNoSecret(database, changed);
      assertThat(one.get("/").body()).contains("Password changed.");
      assertThat(other.get("/").body()).doesNotContain("Password changed.");

      other.post("/sign-out", ConsoleClient.form(one.get("/keys"), Map.of()));
      assertThat(one.get("/keys").statusCode()).isEqualTo(303);
      assertThat(database.read("select count(*) from sallyport_session")).isEqualTo("0");
    }
  }

  private static void requireNoSecret(TestDatabase database, HttpResponse<String> response) {
    String header = response.headers().firstValue("Set-Cookie").orElseThrow();
    Matcher cookie = COOKIE.matcher(header);
    assertThat(cookie.matches()).as(header).isTrue();
    for (String column : List.of("digest", "password_version", "message")) {
      assertThat(database.read("select %s from sallyport_session".formatted(column)))
          .doesNotContain(cookie.group(1), cookie.group(2));
    }
  }
}
