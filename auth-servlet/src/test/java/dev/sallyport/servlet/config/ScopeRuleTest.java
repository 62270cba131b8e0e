package dev.sallyport.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopeRuleTest {
  private static final String RULES =
      "GET /chat/* chat:read, POST|PUT /chat/* chat:write chat:read , * /admin/* admin:use";

  @Test
  void everyRuleThatFitsAddsItsScopes() {
    assertThat(required("GET", "/chat/1")).containsExactly("chat:read");
    assertThat(required("PUT", "/chat")).containsExactlyInAnyOrder("chat:read", "chat:write");
    assertThat(required("DELETE", "/chat")).isEmpty();
    assertThat(required("DELETE", "/admin/x")).containsExactly("admin:use");
    assertThat(required("GET", "/chats")).isEmpty();
  }

  @Test
  void whatIsForGetIsForHeadToo() {
    assertThat(required("HEAD", "/chat/1")).containsExactly("chat:read");
    assertThat(required("get", "/chat/1")).containsExactly("chat:read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x/../admin/a", "//admin/a", "/admin;v=1/a", "/%61dmin/a", "\\admin"})
  void aPathThatMayBeReadOtherwiseRequiresAllThereIs(String path) {
    assertThat(required("GET", path)).containsExactlyInAnyOrder("chat:read", "admin:use");
  }

  @Test
  void aRuleCanBeForEveryPath() {
    assertThat(ScopeRule.required(ScopeRule.parseAll("* /* api"), "GET", "/")).contains("api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /chat/*",
        "/chat/* chat:read",
        "get /chat/* chat:read",
        "GET| /chat/* chat:read",
        "GET chat chat:read",
        "GET /chat/* chat:*",
        "GET /chat/* *",
        "GET /chat/* a\"b",
        "GET /chat/* chat:read,",
        ", GET /chat/* chat:read"
      })
  void anythingElseIsRejectedWithOneSentence(String rules) {
    SettingSource source = SettingSource.plain("init-param", Map.of("required-scopes", rules));

    assertThatThrownBy(() -> Settings.resolve(HttpSettings.all(), List.of(source)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("Invalid value '")
        .hasMessageEndingWith("one or more scopes without a wildcard.");
  }

  private static Set<String> required(String method, String path) {
    return ScopeRule.required(ScopeRule.parseAll(RULES), method, path);
  }
}
