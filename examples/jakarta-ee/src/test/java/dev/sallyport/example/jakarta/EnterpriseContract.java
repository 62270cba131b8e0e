package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on servers with Jakarta Security, JAX-RS and EJB. */
abstract class EnterpriseContract extends ServerContract {
  EnterpriseContract(Server.Starter starter) {
    super(starter);
  }

  @Override
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, JPA, WRONG, ORDER, MECHANISM, WRONG_MECHANISM);
  }

  @Test
  final void aSecurityConstraintNeedsAKey() throws Exception {
    for (String path : List.of("/rest/notes", "/rest/caller", "/reports/hello", "/rest/none")) {
      HttpResponse<String> denied = send("GET", BOTH + path);
      assertThat(denied.statusCode()).as(path).isEqualTo(401);
      assertThat(denied.body()).contains("https://sallyport.dev/problems/");
      assertThat(denied.headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(it -> assertThat(it).startsWith("Token realm=\"api\""));
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
            "\"rest type\":\"ApiKeyPrincipal\"",
            "\"rest role\":\"true\"",
            "\"security\":\"ada\"",
            "\"security role\":\"true\"",
            "\"cdi\":\"ada\"",
            "\"ejb\":\"ada\"",
            "\"ejb role\":\"true\"")
        .containsPattern("\"security type\":\"(ApiKey|Web)Principal\""); // GlassFish wraps it
  }

  @Test
  final void anInvalidSettingClosesWhatTheMechanismProtects() throws Exception {
    for (String path : List.of("/rest/notes", "/rest/caller", "/reports/hello", "/hello")) {
      assertThat(send("GET", WRONG + path).statusCode()).as(path).isEqualTo(503);
      assertThat(get(WRONG + path, "any").statusCode()).as(path).isEqualTo(503);
    }
  }

  /** Returns whether the server passes on the request that a mechanism sets. */
  boolean mechanismHidesToken() {
    return true;
  }

  @Test
  final void theMechanismNeedsNoFilter() throws Exception {
    String token = newKey(MECHANISM, "note:read").token();
    assertThat(send("GET", MECHANISM + "/hello").body()).isEqualTo("Hello, null!");
    assertThat(get(MECHANISM + "/hello", "wrong").statusCode()).isEqualTo(401);
    assertThat(get(MECHANISM + "/rest/notes", token).statusCode()).isEqualTo(200);
    assertThat(get(MECHANISM + "/reports/hello", token).statusCode()).isEqualTo(403);
    assertThat(get(MECHANISM + "/header", token).body())
        .isEqualTo((mechanismHidesToken() ? "null" : token) + " ada");
    for (String path : List.of("/rest/notes", "/reports/hello", "/api/hello", "/hello")) {
      HttpResponse<String> closed = get(WRONG_MECHANISM + path, token);
      assertThat(closed.statusCode()).as(path).isEqualTo(503);
      assertThat(closed.body()).contains("https://sallyport.dev/problems/not-started");
    }
  }

  @Test
  final void aRequiredScopeIsMissedInAProblemDocument() throws Exception {
    String path = MECHANISM + "/rest/audit";

    HttpResponse<String> denied = get(path, newKey(MECHANISM, "note:read").token());

    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("https://sallyport.dev/problems/");
    assertThat(get(path, newKey(MECHANISM, "audit:*").token()).statusCode()).isEqualTo(404);
  }

  @Test
  final void aKeyIsCreatedWithTheTransactionOfTheHost() throws Exception {
    for (String application : inDatabase()) {
      Key key = newKeyIn(application, "commit");

      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(200);
      assertThat(send("GET", application + "/keys?" + key.id()).body()).isEqualTo("true");
    }
  }

  @Test
  final void aRollbackOfTheHostLeavesNoKey() throws Exception {
    for (String application : inDatabase()) {
      Key key = newKeyIn(application, "rollback");

      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(401);
      assertThat(send("GET", application + "/keys?" + key.id()).body()).isEqualTo("false");
    }
  }

  @Test
  final void theMechanismDeniesMoreRequestsThanTheQuota() throws Exception {
    String token = token("note:read");
    for (int i = 0; i < QUOTA; i++) {
      assertThat(get(BOTH + "/rest/caller", token).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> denied = get(BOTH + "/rest/caller", token);

    assertThat(denied.statusCode()).isEqualTo(429);
    assertThat(denied.body()).contains("http-problem-types#quota-exceeded");
    assertThat(denied.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  @Order(Integer.MAX_VALUE - 1) // the database does not come back
  final void theMechanismDeniesWhatCannotBeChecked() throws Exception {
    String token = newKey(JDBC, "note:read").token();
    database.close();
    HttpResponse<String> denied = get(JDBC + "/rest/caller", token);

    assertThat(denied.statusCode()).isEqualTo(503);
    assertThat(denied.body()).contains("https://sallyport.dev/problems/unavailable");
    assertThat(denied.headers().firstValue("Retry-After")).isPresent();
  }

  private Key newKeyIn(String application, String transaction) throws Exception {
    assertThat(send("GET", application + "/api/hello").statusCode()).isEqualTo(401);
    HttpResponse<String> response = send("POST", application + "/transactions?" + transaction);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String[] idTokenIsListed = response.body().strip().split(" ", -1);
    assertThat(idTokenIsListed[2]).as("found in the transaction").isEqualTo("true");
    return new Key(idTokenIsListed[0], idTokenIsListed[1]);
  }

  private String token(String scopes) throws Exception {
    return newKey(BOTH, scopes).token();
  }
}
