package dev.sallyport.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.AccessPolicy.Objection;
import dev.sallyport.auth.spi.RateLimiter.Count;
import dev.sallyport.auth.spi.RateLimiter.Quota;
import dev.sallyport.auth.token.DenialReason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a host's own limiter and rules say, however odd, makes proper fields. */
final class RateLimitFieldsTest {
  @Test
  void quotasAreStructuredFieldsWhateverTheirNamesAndNumbers() throws Exception {
    Quota odd =
        new Quota(
            "a\"b\\c\r\nX: \u00fc",
            Long.MAX_VALUE,
            Duration.ofMillis(1500),
            -1,
            Duration.ofNanos(1));
    Quota full = new Quota("full", 5, Duration.ZERO, 5, Duration.ofSeconds(-1));
    TestGate gate =
        new TestGate(
            it -> it.rateLimiter(key -> new Count(true, Duration.ZERO, List.of(odd, full))));
    Site site = new Site(JettyContainer::start, gate);
    try {
      HttpResponse<String> response = site.get("/required/x", "X-API-Key", site.newToken());

      assertThat(Site.values(response, "RateLimit-Policy"))
          .containsExactly("\"a\\\"b\\\\c--X: -\";q=999999999999999;w=2, \"full\";q=5;w=1");
      assertThat(Site.values(response, "RateLimit"))
          .containsExactly("\"a\\\"b\\\\c--X: -\";r=0;t=1, \"full\";r=5;t=0");
    } finally {
      site.close();
    }
  }

  @Test
  void aRuleOfTheHostSplitsNoChallenge() throws Exception {
    Objection objection =
        new Objection(DenialReason.INSUFFICIENT_SCOPE, Set.of("b", "a", "x\"\r\nX: y"));
    TestGate gate = new TestGate(it -> it.policy((key, request) -> Optional.of(objection)));
    Site site = new Site(JettyContainer::start, gate);
    try {
      HttpResponse<String> response = site.get("/required/x", "X-API-Key", site.newToken());

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(Site.values(response, "WWW-Authenticate").get(0))
          .isEqualTo("Token realm=\"api\", error=\"insufficient_scope\", scope=\"a b\"");
      assertThat(response.headers().map()).doesNotContainKey("x");
    } finally {
      site.close();
    }
  }

  @Test
  void aRuleOfTheHostThatRefusesGivesNoMoreAway() throws Exception {
    Objection objection = Objection.of(DenialReason.REFUSED_BY_POLICY);
    TestGate gate = new TestGate(it -> it.policy((key, request) -> Optional.of(objection)));
    Site site = new Site(JettyContainer::start, gate);
    try {
      HttpResponse<String> response = site.get("/required/x", "X-API-Key", site.newToken());

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("https://sallyport.dev/problems/refused\"");
      assertThat(response.headers().map()).doesNotContainKeys("www-authenticate", "ratelimit");
    } finally {
      site.close();
    }
  }
}
