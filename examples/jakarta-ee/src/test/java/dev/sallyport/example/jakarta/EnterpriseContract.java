package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds on servers with Jakarta Security, JAX-RS and EJB. */
abstract class EnterpriseContract extends ServerContract {
  EnterpriseContract(Server.Starter starter) {
    super(starter);
  }

  @Test
  final void aSecurityConstraintNeedsAKey() throws Exception {
    for (String path : List.of("/rest/notes", "/rest/caller", "/reports/hello", "/rest/none")) {
      HttpResponse<String> denied = send("GET", BOTH + path);
      assertThat(denied.statusCode()).as(path).isEqualTo(401);
      assertThat(denied.body()).contains("https://sallyport.dev/problems/");
      assertThat(get(BOTH + path, "wrong").statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  final void aSecurityConstraintNeedsTheScope() throws Exception {
    assertThat(get(BOTH + "/reports/hello", token("note:read")).statusCode()).isEqualTo(403);
    for (String scope : List.of("report:read", "report:*", "*")) {
      HttpResponse<String> allowed = get(BOTH + "/reports/hello", token(scope));
      assertThat(allowed.statusCode()).as(scope).isEqualTo(200);
      assertThat(allowed.body()).isEqualTo("Hello, ada!");
    }
  }

  @Test
  final void rolesOfAResourceAreScopes() throws Exception {
    assertThat(get(BOTH + "/rest/notes", token("report:read")).statusCode()).isEqualTo(403);
    for (String scope : List.of("note:read", "note:*", "*")) {
      assertThat(get(BOTH + "/rest/notes", token(scope)).statusCode()).as(scope).isEqualTo(200);
    }
  }

  @Test
  final void rolesOfAnEnterpriseBeanAreScopes() throws Exception {
    String path = BOTH + "/rest/notes";
    assertThat(send("POST", path, "X-API-Key", token("note:read")).statusCode()).isEqualTo(403);
    for (String scope : List.of("note:write", "note:*", "*")) {
      assertThat(send("POST", path, "X-API-Key", token(scope)).statusCode())
          .as(scope)
          .isEqualTo(200);
    }
  }

  @Test
  final void theKeyIsSeenEverywhere() throws Exception {
    HttpResponse<String> response = get(BOTH + "/rest/caller", token("note:*"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains(
            "\"servlet\":\"ada\"",
            "\"servlet type\":\"ApiKeyPrincipal\"",
            "\"servlet role\":\"true\"",
            "\"rest\":\"ada\"",
            "\"rest role\":\"true\"",
            "\"security\":\"ada\"",
            "\"security role\":\"true\"",
            "\"cdi\":\"ada\"",
            "\"ejb\":\"ada\"",
            "\"ejb role\":\"true\"");
  }

  @Test
  final void anInvalidSettingClosesWhatTheMechanismProtects() throws Exception {
    for (String path : List.of("/rest/notes", "/rest/caller", "/reports/hello")) {
      assertThat(send("GET", WRONG + path).statusCode()).as(path).isEqualTo(503);
      assertThat(get(WRONG + path, "any").statusCode()).as(path).isEqualTo(503);
    }
  }

  private String token(String scopes) throws Exception {
    return newKey(BOTH, scopes).token();
  }
}
