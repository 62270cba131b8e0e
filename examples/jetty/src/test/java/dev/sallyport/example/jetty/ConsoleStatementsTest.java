package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the SQL statements of each page of the console. */
class ConsoleStatementsTest {
  private static final int MOST = 6;
  private static final String ACCOUNT = FirstStart.OWNER.accountId();
  private static final String OTHER_ACCOUNT = "2718-2818-2845";
  private static final Owner ADA = new Owner(ACCOUNT, "ada");
  private static final Secret PASSWORD = Secret.of("a password of ada");

  @TempDir static Path dataDir;
  private static RunningExample example;
  private static ApiKey own;
  private static ApiKey rotatedTwice;
  private static ApiKey ofAda;

  @BeforeAll
  static void start() throws Exception {
    example = RunningExample.in(dataDir);
    example.sallyport().ownerManager().createUser(User.person(ADA).staff(true), PASSWORD);
    example.sallyport().ownerManager().createAccount(new Account(OTHER_ACCOUNT, "", true));
    own = example.create().key();
    ApiKey first = example.create().key();
    rotatedTwice = rotated(first.id());
    rotated(rotatedTwice.id());
    ofAda = ((Created) example.sallyport().keys().create(CreateKeyRequest.of(ADA, "of ada"))).key();
    example
        .sallyport()
        .keys()
        .as(AuditContext.of("key:" + own.id(), "192.0.2.1"))
        .rename(rotatedTwice.id(), "renamed by a key");
  }

  private static ApiKey rotated(UUID id) {
    Rotation overlapping = Rotation.overlapping(Duration.ofHours(1));
    return ((Created) example.sallyport().keys().rotate(id, overlapping).orElseThrow()).key();
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @Test
  void takesAtMostSixStatementsForAPageOfASuperuser() throws Exception {
    ConsoleClient console = new ConsoleClient(example.uri());
    console.signIn("admin", example.shown("password"));
    assertAtMostSix(
        console,
        Stream.concat(
            paths(),
            Stream.of(
                "/keys/users?user=a",
                "/accounts?q=3",
                "/accounts/account?account=" + ACCOUNT,
                "/accounts/account?account=" + ACCOUNT + "&confirm=off",
                "/accounts/delete?account=" + OTHER_ACCOUNT,
                "/users?q=a",
                "/users/user?account=" + ACCOUNT + "&user=ada",
                "/users/user?account=" + ACCOUNT + "&user=ada&confirm=off",
                "/users/delete?account=" + ACCOUNT + "&user=ada")));
  }

  @Test
  void takesAtMostSixStatementsForAPageOfAnotherUser() throws Exception {
    ConsoleClient console = new ConsoleClient(example.uri());
    console.signIn("ada", PASSWORD.reveal());
    assertAtMostSix(console, paths());
  }

  private static Stream<String> paths() {
    Stream<String> ofKeys =
        Stream.of(own, rotatedTwice, ofAda)
            .map(key -> "/keys/" + key.id())
            .flatMap(
                key ->
                    Stream.of("", "?step=day", "/edit", "/rotate", "/switch", "/delete")
                        .map(key::concat));
    return Stream.concat(
        Stream.of(
            "/",
            "/?step=day",
            "/keys",
            "/keys?q=key&state=active&account=" + ACCOUNT + "&user=admin&scope=a&tag=b&sort=name",
            "/keys?state=owner-inactive&sort=-last-used",
            "/keys?page=3",
            "/keys/export",
            "/keys/new",
            "/keys/new?like=" + own.id(),
            "/audit",
            "/audit?person=ada&action=key.&since=2026-01-01",
            "/audit?person=zoe&key=of+ada",
            "/audit?person=zoe",
            "/audit?person=ada&key=" + rotatedTwice.id(),
            "/audit?key=" + rotatedTwice.id(),
            "/audit/export",
            "/accounts",
            "/users",
            "/password"),
        ofKeys);
  }

  private static void assertAtMostSix(ConsoleClient console, Stream<String> paths)
      throws Exception {
    Map<String, List<String>> tooMany = new LinkedHashMap<>();
    try (Connection connection = example.connect();
        Statement statement = connection.createStatement()) {
      for (String path : paths.toList()) {
        statement.execute("set query_statistics false");
        statement.execute("set query_statistics true");
        HttpResponse<String> page = console.get(path);
        assertThat(page.statusCode()).as(path).isLessThan(500).isNotIn(303, 404);
        List<String> statements = statements(statement);
        assertThat(statements).as(path).isNotEmpty();
        if (statements.size() > MOST) {
          tooMany.put(path, statements);
        }
      }
    }
    assertThat(tooMany).isEmpty();
  }

  /** Returns the executed statements since statistics were enabled. */
  private static List<String> statements(Statement statement) throws Exception {
    List<String> statements = new ArrayList<>();
    String query =
        "select sql_statement, execution_count from information_schema.query_statistics"
            + " where sql_statement like '%sallyport\\_%'";
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        statements.addAll(Collections.nCopies(row.getInt(2), row.getString(1)));
      }
    }
    return statements;
  }
}
