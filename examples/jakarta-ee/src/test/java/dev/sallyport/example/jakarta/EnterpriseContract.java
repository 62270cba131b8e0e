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

  @Test
  final void aKeyIsCreatedWithTheTransactionOfTheHost() throws Exception {
    Key key = newKeyIn("commit");

    assertThat(get(JDBC + "/api/hello", key.token()).statusCode()).isEqualTo(200);
    assertThat(send("GET", JDBC + "/keys?" + key.id()).body()).isEqualTo("true");
  }

  @Test
  final void aRollbackOfTheHostLeavesNoKey() throws Exception {
    Key key = newKeyIn("rollback");

    assertThat(get(JDBC + "/api/hello", key.token()).statusCode()).isEqualTo(401);
    assertThat(send("GET", JDBC + "/keys?" + key.id()).body()).isEqualTo("false");
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

  private Key newKeyIn(String transaction) throws Exception {
    assertThat(send("GET", JDBC + "/api/hello").statusCode()).isEqualTo(401);
    HttpResponse<String> response = send("POST", JDBC + "/transactions?" + transaction);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String[] idTokenIsListed = response.body().strip().split(" ", -1);
    assertThat(idTokenIsListed[2]).as("found in the transaction").isEqualTo("true");
    return new Key(idTokenIsListed[0], idTokenIsListed[1]);
  }

  private String token(String scopes) throws Exception {
    return newKey(BOTH, scopes).token();
  }
}
