package dev.sallyport.servlet.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.AccessPolicy.Denial;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.RateLimiter.Quota;
import dev.sallyport.authorization.RateLimiter.RateLimitResult;
import dev.sallyport.servlet.JettyContainer;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
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
    TestSallyport fixture =
        new TestSallyport(
            it ->
                it.rateLimiter(
                    key -> new RateLimitResult(true, Duration.ZERO, List.of(odd, full))));
    Site site = new Site(JettyContainer::start, fixture);
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
    Denial denial = new Denial(DenialReason.INSUFFICIENT_SCOPE, Set.of("b", "a", "x\"\r\nX: y"));
    TestSallyport fixture =
        new TestSallyport(it -> it.policy((key, request) -> Optional.of(denial)));
    Site site = new Site(JettyContainer::start, fixture);
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
  void aDenialByTheHostsRuleRevealsNothingMore() throws Exception {
    Denial denial = Denial.of(DenialReason.DENIED_BY_POLICY);
    TestSallyport fixture =
        new TestSallyport(it -> it.policy((key, request) -> Optional.of(denial)));
    Site site = new Site(JettyContainer::start, fixture);
    try {
      HttpResponse<String> response = site.get("/required/x", "X-API-Key", site.newToken());

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("https://sallyport.dev/problems/denied\"");
      assertThat(response.headers().map()).doesNotContainKeys("www-authenticate", "ratelimit");
    } finally {
      site.close();
    }
  }
}
