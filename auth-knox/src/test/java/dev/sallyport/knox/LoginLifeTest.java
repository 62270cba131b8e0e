package dev.sallyport.knox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.config.Durations;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.Lifetime;
import dev.sallyport.servlet.JettyContainer;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a key is like that a login makes, and when there can be none. */
final class LoginLifeTest {
  private static final String PATH = "/api/v1/auth/login/";
  private static final Duration TTL = Duration.ofHours(10);

  private final String password = UUID.randomUUID().toString();
  private @Nullable Site site;
  private @Nullable Owner alice;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void k35TheExpiryIsTheStoredOneAsDjangoRestFrameworkWritesIt() throws Exception {
    Site site = start(builder -> builder.setting("token-ttl", Durations.format(TTL)));

    assertThat(logIn(site, PATH).body()).startsWith("{\"expiry\":\"2026-03-29T11:30:00.123456Z\",");
    assertThat(theOnlyKey(site).expiresAt()).isEqualTo("2026-03-29T11:30:00.123456Z");
    assertThat(theOnlyKey(site).ttl()).isEqualTo(TTL);

    site.fixture.clock.set(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(logIn(site, PATH).body()).startsWith("{\"expiry\":\"2026-03-29T11:30:00Z\",");
    site.fixture.clock.set(Instant.parse("2026-03-29T01:30:00.5Z"));
    assertThat(logIn(site, PATH).body()).startsWith("{\"expiry\":\"2026-03-29T11:30:00.500000Z\",");
  }

  @Test
  void k14TheExpiryCanHaveAFormatOfItsOwn() throws Exception {
    Site site = start(builder -> builder.setting("token-ttl", Durations.format(TTL)));

    assertThat(logIn(site, "/styled/login/").body()).startsWith("{\"expiry\":\"11:30 29/03/26\",");
  }

  @Test
  void k31WhereThereAreAsManyKeysAsThereMayBeALoginIsForbidden() throws Exception {
    Site site = start(builder -> builder.setting("token-limit-per-user", "10"));
    for (int i = 0; i < 5; i++) {
      make(site, new Lifetime.For(TTL));
      make(site, new Lifetime.Endless());
    }

    HttpResponse<String> response = logIn(site, PATH);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/too-many-keys\","
                + "\"title\":\"Too many API keys\",\"status\":403,"
                + "\"detail\":\"Maximum amount of tokens allowed per user exceeded.\","
                + "\"error\":\"Maximum amount of tokens allowed per user exceeded.\"}");
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(site.fixture.keysOf(requireNonNull(alice))).hasSize(10);
  }

  @Test
  void k32AKeyThatIsOverLeavesItsPlace() throws Exception {
    Site site = start(builder -> builder.setting("token-limit-per-user", "10"));
    make(site, new Lifetime.For(Duration.ofMillis(1)));
    for (int i = 0; i < 9; i++) {
      make(site, new Lifetime.Endless());
    }
    site.fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(logIn(site, PATH).statusCode()).isEqualTo(200);
    assertThat(logIn(site, PATH).statusCode()).isEqualTo(403);
  }

  @Test
  void theOldestKeyCanMakeRoomInstead() throws Exception {
    Site site =
        start(
            builder ->
                builder
                    .setting("token-limit-per-user", "1")
                    .setting("token-limit-policy", "evict-oldest"));
    String first = Site.tokenIn(logIn(site, PATH));
    String second = Site.tokenIn(logIn(site, PATH));

    assertThat(site.get("/required/x", "X-API-Key", first).statusCode()).isEqualTo(401);
    assertThat(site.get("/required/x", "X-API-Key", second).statusCode()).isEqualTo(200);
  }

  @Test
  void k36AndK37TheTokenHasTheConfiguredPrefixAndIsAccepted() throws Exception {
    Site site = start(builder -> builder.format(KnoxFormat.of("TEST_")));

    String token = Site.tokenIn(logIn(site, PATH));

    assertThat(token).matches("TEST_[0-9a-f]{64}");
    assertThat(site.get("/required/x", "Authorization", "Token " + token).statusCode())
        .isEqualTo(200);
  }

  private Site start(UnaryOperator<SallyportBuilder> edit) throws Exception {
    Site started = KnoxSite.on(JettyContainer::start, new TestSallyport(edit));
    site = started;
    alice = started.fixture.addUser("alice", password, true);
    return started;
  }

  private HttpResponse<String> logIn(Site site, String path) throws Exception {
    return site.send("POST", path, "Authorization", Site.basic("alice", password));
  }

  private void make(Site site, Lifetime lifetime) {
    site.fixture.create(CreateKeyRequest.of(requireNonNull(alice), "k").lifetime(lifetime));
  }

  private ApiKey theOnlyKey(Site site) {
    return site.fixture.keysOf(requireNonNull(alice)).get(0);
  }
}
