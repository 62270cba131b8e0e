package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.config.Durations;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How use moves the end of a key, seen from outside: knox's arithmetic without its faults. */
final class RenewalTest {
  private static final Duration TTL = Duration.ofHours(10);

  private @Nullable Site site;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void k26AUseMovesTheEndToOneTtlFromThen() throws Exception {
    Created created =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"))
            .create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestSallyport.NOW.plus(Duration.ofHours(15)));
    assertThat(statusAfter(Duration.ofHours(6), created))
        .as("1 h after the first end")
        .isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestSallyport.NOW.plus(Duration.ofHours(21)));
    assertThat(statusAfter(TTL.plusSeconds(1), created)).isEqualTo(401);
  }

  @Test
  void k27WithoutRenewalAUseMovesNothing() throws Exception {
    Created created = start(it -> it.setting("token-ttl", Durations.format(TTL))).create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void k28WithinTheIntervalNothingIsStored() throws Exception {
    Created created =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"))
            .create();

    assertThat(statusAfter(Duration.ofSeconds(50), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void k29TheEndIsNoLaterThanTheLongestLife() throws Exception {
    Created created =
        start(
                it ->
                    it.setting("token-ttl", Durations.format(TTL))
                        .setting("auto-refresh", "true")
                        .setting("auto-refresh-max-ttl", "12h"))
            .create();

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt()).isEqualTo(TestSallyport.NOW.plus(Duration.ofHours(12)));
    assertThat(statusAfter(Duration.ofHours(7), created)).as("at its end").isEqualTo(200);
    assertThat(statusAfter(Duration.ofSeconds(1), created)).isEqualTo(401);
  }

  @Test
  void p12ExactlySixtySecondsLaterIsNotStoredSixtyOneIs() throws Exception {
    Created created =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"))
            .create();

    assertThat(statusAfter(Duration.ofSeconds(60), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
    assertThat(statusAfter(Duration.ofSeconds(1), created)).isEqualTo(200);
    assertThat(stored(created).expiresAt())
        .isEqualTo(TestSallyport.NOW.plus(TTL).plus(Duration.ofSeconds(61)));
    assertThat(stored(created).version()).isEqualTo(created.key().version() + 1);
  }

  @Test
  void p6AKeyWithoutAnEndGetsNone() throws Exception {
    TestSallyport fixture =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"));
    Created created = create(fixture, new Lifetime.Endless());

    assertThat(statusAfter(Duration.ofDays(30), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p7AKeyKeepsItsOwnTtl() throws Exception {
    TestSallyport fixture =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"));
    Created shorter = create(fixture, new Lifetime.For(Duration.ofHours(1)));
    Created longer = create(fixture, new Lifetime.For(Duration.ofHours(100)));

    assertThat(statusAfter(Duration.ofMinutes(30), shorter)).isEqualTo(200);
    assertThat(statusAfter(Duration.ZERO, longer)).isEqualTo(200);
    Instant now = fixture.clock.instant();
    assertThat(stored(shorter).expiresAt()).isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(stored(longer).expiresAt()).isEqualTo(now.plus(Duration.ofHours(100)));
  }

  @Test
  void aKeyWithAFixedEndKeepsIt() throws Exception {
    TestSallyport fixture =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"));
    Created created = create(fixture, new Lifetime.Until(TestSallyport.NOW.plus(TTL)));

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(200);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p8TheKeyOfAnInactiveUserIsNotRenewed() throws Exception {
    TestSallyport fixture =
        start(it -> it.setting("token-ttl", Durations.format(TTL)).setting("auto-refresh", "true"));
    Created created = fixture.create();
    fixture.setUserActive(false);

    assertThat(statusAfter(Duration.ofHours(5), created)).isEqualTo(401);
    assertThat(stored(created)).isEqualTo(created.key());
  }

  @Test
  void p9RenewalNeedsNoTtlForAll() throws Exception {
    TestSallyport fixture = start(it -> it.setting("auto-refresh", "true"));
    Created endless = fixture.create();
    Created own = create(fixture, new Lifetime.For(TTL));

    assertThat(statusAfter(Duration.ofHours(5), endless)).isEqualTo(200);
    assertThat(stored(endless)).isEqualTo(endless.key());
    assertThat(statusAfter(Duration.ZERO, own)).isEqualTo(200);
    assertThat(stored(own).expiresAt()).isEqualTo(TestSallyport.NOW.plus(Duration.ofHours(15)));
  }

  private TestSallyport start(UnaryOperator<SallyportBuilder> edit) throws Exception {
    TestSallyport fixture = new TestSallyport(edit);
    site = new Site(JettyContainer::start, fixture);
    return fixture;
  }

  private static Created create(TestSallyport fixture, Lifetime lifetime) {
    return fixture.create(CreateKeyRequest.of(TestSallyport.OWNER, "a key").lifetime(lifetime));
  }

  private int statusAfter(Duration time, Created created) throws Exception {
    Site running = requireNonNull(site);
    running.fixture.clock.advance(time);
    return running.get("/required/x", "Authorization", Site.token(created.token())).statusCode();
  }

  private ApiKey stored(Created created) {
    return requireNonNull(site).fixture.stored(created.key().id());
  }
}
