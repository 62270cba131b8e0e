package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.console.key.NewTokenPage;
import dev.sallyport.token.Secret;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTokenTest {
  private static final String PASSWORD = "many words in a row";
  private static final String TOKEN = "Authorization: Token sp" + "_abc";

  private static String command(String scheme, String host, String path) {
    return NewTokenPage.command(TOKEN, scheme, host, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "a-b.example.org:8443",
        "localhost:8080",
        "192.0.2.7:80",
        "[2001:db8::1]:8443",
        "[::1]"
      })
  void usesHostOfTheBrowser(String host) {
    assertThat(command("https", host, "/whoami/"))
        .isEqualTo("curl -H 'Authorization: Token sp_abc' 'https://" + host + "/whoami/'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x'; rm -rf '",
        "x y",
        "user@evil.example",
        "evil.example/x",
        "[evil.example]",
        "{a,b}.example",
        "a[1-9].example",
        "a..b",
        "-o.example",
        "example.org:",
        "example.org:99999999",
        "$(id)",
        "example.org\nx"
      })
  void replacesInvalidHost(String host) {
    assertThat(command("http", host, "/")).endsWith(" 'http://localhost/'");
  }

  @Test
  void usesTheHeaderThatTheApplicationAccepts() throws Exception {
    assertThat(commandWith(Map.of("schemes", "Bearer, Token")))
        .startsWith("curl -H 'Authorization: Bearer sp_");
    assertThat(commandWith(Map.of("schemes", "off", "api-key-header", "X-Key")))
        .startsWith("curl -H 'X-Key: sp_");
  }

  private static String commandWith(Map<String, String> ofFilter) throws Exception {
    Map<String, String> all = new HashMap<>(ofFilter);
    all.put("exempt-paths", "/admin/*");
    AdminApplication fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    Map<String, String> settings =
        Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());
    try (AdminSite site = new AdminSite(fixture, new AdminServlet(), settings, all)) {
      ConsoleCaller root = new ConsoleCaller(site);
      root.signIn("root", PASSWORD);
      String page = root.send("/keys/new", Map.of("name", "x", "life", "7d")).body();
      return page.substring(page.indexOf("curl -H")).replace("&#39;", "'");
    }
  }

  @Test
  void quotesForTheShell() {
    assertThat(command("http", "a.example", "/it's/")).endsWith(" 'http://a.example/it'\\''s/'");
  }
}
