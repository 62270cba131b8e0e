package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.ResourcePattern;
import dev.sallyport.spi.StoreException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the store fails each request does, and the log gets a warning a second. */
final class OutageLogTest {
  private static final int REQUESTS = 20;

  private Site site;
  private String token;

  @BeforeEach
  void start() throws Exception {
    TestSallyport fixture =
        new TestSallyport(
            it ->
                it.resolver(ResourcePattern.parse("/required/things/{thing}"))
                    .setting("unbound-resources", "open")
                    .resources(
                        id -> {
                          throw new StoreException("the directory is down");
                        }));
    site = new Site(JettyContainer::start, fixture);
    token = site.newToken();
    fixture.store.setDown(true);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void ofChecks() throws Exception {
    assertRare(
        503,
        "Could not check a token",
        () -> site.get("/required/x", "Authorization", "Token " + token).statusCode());
  }

  @Test
  void ofRequestsWithoutAToken() throws Exception {
    assertRare(
        503,
        "Could not find out whether a resource is open",
        () -> site.get("/required/things/1").statusCode());
  }

  @Test
  void ofRevocations() throws Exception {
    assertRare(
        503,
        "Could not revoke a token",
        () -> site.post("/api/v1/auth/revoke/", "text/plain", token).statusCode());
  }

  @Test
  void ofTokensThatWereSentWithoutTls() throws Exception {
    assertRare(
        403,
        "Could not revoke a token that was sent without TLS",
        () ->
            site.get("/revoking/x", "X-API-Key", token, ProxyFilter.PEER, RuledSallyport.HOME)
                .statusCode());
  }

  private static void assertRare(int status, String failure, Request request) throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      long start = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(request.status()).isEqualTo(status);
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(log.lines().stream().filter(it -> it.startsWith("WARN " + failure + ": ")))
          .hasSizeBetween(1, (int) seconds + 1);
    }
  }

  @FunctionalInterface
  private interface Request {
    int status() throws Exception;
  }
}
